namespace Athanor.Bench;

/// <summary>Where the published ANI models and their reference structures lie, beside the checkout.</summary>
static class AniReference
{
    public static string? FindFolder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "reference", "ani");
            if (Directory.Exists(folder))
                return folder;
        }
        return null;
    }
}
