package com.example.extension;

import io.ganglion.layer.Activate;
import io.ganglion.vocabulary.LayerReader;
import io.ganglion.vocabulary.LossReader;
import io.ganglion.vocabulary.OptimizerReader;
import io.ganglion.vocabulary.ScheduleReader;
import io.ganglion.vocabulary.Vocabulary;
import io.ganglion.vocabulary.Word;
import java.util.List;

/** The words by which the extensions are read from files and options. */
public final class ExtensionVocabulary implements Vocabulary {

  @Override
  public List<Word<LayerReader>> layers() {
    return List.of(
        new Word<>(
            "swish [BETA]", (phrase, input, words) -> new Activate(new Swish(phrase.number(0, 1)))),
        new Word<>(
            "running-mean KEPT", (phrase, input, words) -> new RunningMean(phrase.number(0))));
  }

  @Override
  public List<Word<LossReader>> losses() {
    return List.of(
        new Word<>("log-cosh [SCALE]", (phrase, words) -> new LogCosh(phrase.number(0, 1))));
  }

  @Override
  public List<Word<OptimizerReader>> optimizers() {
    return List.of(
        new Word<>(
            "lion BETA1 BETA2",
            (phrase, rate, words) -> new Lion(rate, phrase.number(0), phrase.number(1))));
  }

  @Override
  public List<Word<ScheduleReader>> schedules() {
    return List.of(new Word<>("sawtooth EPOCHS", (phrase, words) -> new Sawtooth(phrase.count(0))));
  }
}
