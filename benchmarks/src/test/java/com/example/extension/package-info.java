/** Extensions of Ganglion by a third party, written with public types only. */
package com.example.extension;
