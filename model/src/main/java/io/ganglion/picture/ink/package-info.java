/** Finds ink in pictures: light, noise, lines and dirt are told from strokes. Not exported. */
package io.ganglion.picture.ink;
