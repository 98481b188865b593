package io.ganglion.model;

/**
 * A class and how probable it is.
 *
 * @param name the name of the class
 * @param probability from 0 to 1
 */
public record Answer(String name, double probability) {}
