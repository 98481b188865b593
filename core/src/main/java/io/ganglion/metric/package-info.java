/**
 * How good predictions are, counted one sample after the other: {@link
 * io.ganglion.metric.Classification} where targets stand for classes, by the rule of {@link
 * io.ganglion.metric.Decision}, and {@link io.ganglion.metric.Regression} where they are quantities.
 *
 * <p>Both work on plain arrays in float64, laid out as those of a {@link io.ganglion.loss.Loss}, and
 * take predictions from anywhere; {@code io.ganglion.train.Evaluation} takes them from a network.
 */
package io.ganglion.metric;
