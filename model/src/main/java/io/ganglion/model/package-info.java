/** Models that know their inputs: how raw values become numbers, and what the answers are called. */
package io.ganglion.model;
