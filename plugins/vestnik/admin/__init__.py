"""The form in the browser: Sveltia CMS at `/admin/`, for officers who do not use git.

Its program is somebody else's and large, so it does not come with Vestnik: `vestnik admin install`
fetches the version that was tried here, compares it byte for byte, and puts it into the site's own
folder. What it edits is generated from the schema, like everything else.
"""
