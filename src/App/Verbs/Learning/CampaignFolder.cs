using Athanor.Atoms;
using Athanor.Campaigns;

namespace Athanor.App;

/// <summary>Where a campaign leaves what a person wants of it: model, labels, report, trajectory.</summary>
sealed class CampaignFolder
{
    /// <param name="settings">As the file says.</param>
    /// <param name="campaign">The file.</param>
    /// <param name="chosen">Of the command line; null for the folder of the file.</param>
    /// <param name="report">Where the report goes; null for the folder.</param>
    public CampaignFolder(CampaignSettings settings, string campaign, string? chosen, string? report)
    {
        var home = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(campaign))!;
        Path = chosen is null ? home : System.IO.Path.GetFullPath(chosen);
        Report = report is null ? Of("report.html") : System.IO.Path.GetFullPath(report);
        // A store that the file places by itself stays where it is.
        Store = chosen is not null && settings.Store == System.IO.Path.Combine(home, StoreName) ? Of(StoreName) : settings.Store;
    }

    const string StoreName = "campaign.db";

    public string Path { get; }

    /// <summary>Its address.</summary>
    public string Store { get; }

    /// <summary>Whether there is one; of a server nobody knows before it is asked.</summary>
    public bool HasStore => Store.Contains("://", StringComparison.Ordinal) || Store.Contains("Host=", StringComparison.OrdinalIgnoreCase) || File.Exists(Store);

    public string Model => Of("model.athanor");

    public string Labels => Of("labels.xyz");

    public string Report { get; }

    public string Trajectory => Of("motion.xyz");

    /// <summary>Where the guard puts a frame that it stops at.</summary>
    public string Stopped => Of("motion.stopped.xyz");

    /// <summary>As it is written on the screen: relative where that is shorter.</summary>
    public static string Shown(string path)
    {
        var relative = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.Length < path.Length ? relative : path;
    }

    /// <summary>Said before any work: a folder in which nothing can be written.</summary>
    /// <exception cref="AtomsException">It cannot be made, or written into.</exception>
    public void Make()
    {
        foreach (var folder in (string[])[Path, System.IO.Path.GetDirectoryName(Report)!])
        {
            try
            {
                Directory.CreateDirectory(folder);
                var probe = System.IO.Path.Combine(folder, $".athanor-{Environment.ProcessId}");
                File.WriteAllBytes(probe, []);
                File.Delete(probe);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new AtomsException($"Nothing can be written into {folder} ({e.Message.TrimEnd('.')}). Name another folder with -o.", e);
            }
        }
    }

    /// <summary>What a campaign that has not begun yet would write over.</summary>
    /// <exception cref="AtomsException">There is something.</exception>
    public void RefuseIfTaken()
    {
        string[] taken = [.. new[] { Model, Labels, Report, Trajectory }.Where(File.Exists).Select(Shown)];
        if (taken.Length > 0)
            throw new AtomsException($"{string.Join(", ", taken)} {(taken.Length == 1 ? "is" : "are")} there, but no campaign that made {(taken.Length == 1 ? "it" : "them")}: the store {CampaignFolder.Shown(Store)} is missing or empty. --force writes over {(taken.Length == 1 ? "it" : "them")}, -o names another folder.");
    }

    string Of(string name) => System.IO.Path.Combine(Path, name);
}
