/** Pages in Markdown: the card of Hugging Face, and the EU summary of training content. */
package dev.headwater.export.standard.card;
