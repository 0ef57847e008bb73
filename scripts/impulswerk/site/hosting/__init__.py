"""What a web server needs beside the pages: names, headers, policies, compressed copies."""
