package blockkit

// videoFields: https://docs.slack.dev/reference/block-kit/blocks/video-block.
// The page says "less than" 200 and 50 characters. Whether the app may unfurl
// the domain is for its manifest, which is not looked at here.
var videoFields = []field{
	need("title", plain(199)),
	need("video_url", secureLink),
	need("thumbnail_url", imageURL),
	need("alt_text", str(1, 2000)),
	may("title_url", secureLink),
	may("author_name", str(0, 49)),
	may("provider_name", str(0, unlimited)),
	may("provider_icon_url", imageURL),
	may("description", plain(199)),
}

// fileFields: https://docs.slack.dev/reference/block-kit/blocks/file-block.
// Apps can only show files that they have registered as remote ones.
var fileFields = []field{
	need("external_id", str(1, maxID)),
	need("source", enum("remote")),
}
