/** The seeded generator behind every random number that Ganglion draws. */
package io.ganglion.random;
