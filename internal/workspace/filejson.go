package workspace

// fileJSON is a file object: https://docs.slack.dev/reference/objects/file-object.
type fileJSON struct {
	ID          string                              `json:"id"`
	Created     int64                               `json:"created,omitempty"`
	Timestamp   int64                               `json:"timestamp,omitempty"`
	Name        string                              `json:"name,omitempty"`
	Title       string                              `json:"title,omitempty"`
	Mimetype    string                              `json:"mimetype,omitempty"`
	Filetype    string                              `json:"filetype,omitempty"`
	PrettyType  string                              `json:"pretty_type,omitempty"`
	User        string                              `json:"user,omitempty"`
	UserTeam    string                              `json:"user_team,omitempty"`
	Size        int                                 `json:"size"`
	Mode        string                              `json:"mode"`
	Alt         string                              `json:"alt_txt,omitempty"`
	Public      bool                                `json:"is_public"`
	External    bool                                `json:"is_external"`
	URL         string                              `json:"url_private,omitempty"`
	URLDownload string                              `json:"url_private_download,omitempty"`
	Permalink   string                              `json:"permalink,omitempty"`
	Channels    []string                            `json:"channels,omitempty"`
	IMs         []string                            `json:"ims,omitempty"`
	Shares      map[string]map[string][]fileShareTS `json:"shares,omitempty"`
	FileAccess  string                              `json:"file_access,omitempty"`
}

type fileShareTS struct {
	TS string `json:"ts"`
}

// fileJSON shows f; of a deleted one only that it was there. The caller holds w.mu.
func (w *Workspace) fileJSON(f *file) fileJSON {
	if f.Deleted {
		return fileJSON{ID: f.ID, Mode: "tombstone"}
	}
	kind, base := f.kind(), w.URL()
	j := fileJSON{
		ID: f.ID, Created: f.created.Unix(), Timestamp: f.created.Unix(), Name: f.Name, Title: f.Title,
		Mimetype: kind.mime, Filetype: kind.name, PrettyType: kind.pretty, User: f.Owner, UserTeam: w.team,
		Size: f.Size, Mode: "hosted", Alt: f.alt, FileAccess: "visible",
		URL: base + w.filePath(f, false), URLDownload: base + w.filePath(f, true),
		Permalink: base + "/files/" + f.Owner + "/" + f.ID + "/" + f.Name,
	}
	for _, s := range f.shares {
		where := "public"
		if ch := w.channels[s.channel]; ch.im() {
			where = "private"
			j.IMs = append(j.IMs, s.channel)
		} else {
			j.Public = true
			j.Channels = append(j.Channels, s.channel)
		}
		if j.Shares == nil {
			j.Shares = map[string]map[string][]fileShareTS{}
		}
		if j.Shares[where] == nil {
			j.Shares[where] = map[string][]fileShareTS{}
		}
		j.Shares[where][s.channel] = append(j.Shares[where][s.channel], fileShareTS{s.ts})
	}
	return j
}

// filesJSON shows the files of a message. The caller holds w.mu.
func (w *Workspace) filesJSON(p *post) []fileJSON {
	var all []fileJSON
	for _, f := range p.files {
		all = append(all, w.fileJSON(f))
	}
	return all
}
