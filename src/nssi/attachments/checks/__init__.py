"""What is looked for in a document, a module for each family of kinds. Runs in the examiner's process, never in a page's."""
