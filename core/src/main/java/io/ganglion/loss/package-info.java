/** Loss functions, which training minimises. */
package io.ganglion.loss;
