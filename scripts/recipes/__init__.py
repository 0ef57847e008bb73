"""What is run by hand, seldom, to make files that lie in the repository; needs the test extra."""
