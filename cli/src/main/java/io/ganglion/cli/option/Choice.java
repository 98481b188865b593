package io.ganglion.cli.option;

/**
 * What an option's text stands for.
 *
 * @param text how a user would write it: {@code huber 1}
 * @param value what it means
 * @param <T> what can be chosen
 */
public record Choice<T>(String text, T value) {}
