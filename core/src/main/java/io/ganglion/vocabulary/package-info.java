/**
 * The meaning of the words in short texts: {@link io.ganglion.vocabulary.Words} turns
 * {@link io.ganglion.text.Phrase}s into layers, losses, optimizers and schedules, and a
 * {@link io.ganglion.vocabulary.Vocabulary} adds your own words.
 */
package io.ganglion.vocabulary;
