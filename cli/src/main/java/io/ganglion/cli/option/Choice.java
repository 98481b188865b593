package io.ganglion.cli.option;

/**
 * The value of an option, with its text.
 *
 * @param text as a user would write it: {@code elastic}
 * @param value the value it stands for
 * @param <T> the type of the value
 */
public record Choice<T>(String text, T value) {}
