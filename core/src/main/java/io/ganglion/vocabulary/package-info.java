/**
 * What the words of short texts mean: {@link io.ganglion.vocabulary.Words} makes layers, losses,
 * optimizers and schedules of {@link io.ganglion.text.Phrase}s, and a {@link
 * io.ganglion.vocabulary.Vocabulary} adds words of one's own.
 */
package io.ganglion.vocabulary;
