/** JSON texts in files of weights; exported to the models that describe themselves in them. */
package io.ganglion.formats.json;
