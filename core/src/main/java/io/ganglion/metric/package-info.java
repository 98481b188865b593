/**
 * Measures of the quality of predictions, accumulated sample by sample:
 * {@link io.ganglion.metric.Classification} for targets that are classes, by the rule of
 * {@link io.ganglion.metric.Decision}, and {@link io.ganglion.metric.Regression} for targets that
 * are quantities.
 *
 * <p>Both work on plain arrays in float64, laid out like those of a {@link io.ganglion.loss.Loss},
 * whatever made the predictions; {@code io.ganglion.train.Evaluation} measures those of a network.
 */
package io.ganglion.metric;
