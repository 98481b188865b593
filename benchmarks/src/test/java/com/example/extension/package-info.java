/** What somebody else adds to Ganglion, with nothing but its public types. */
package com.example.extension;
