/** Short texts that people and files exchange: how a number is written. */
package io.ganglion.text;
