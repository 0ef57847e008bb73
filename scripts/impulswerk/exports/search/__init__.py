"""Search: German word knowledge, what is indexed of each page, and Pagefind, which indexes it."""
