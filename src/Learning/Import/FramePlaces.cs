using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>Frames in words: "Si_train.xyz, frames 3, 7–9 and 12 more".</summary>
internal static class FramePlaces
{
    const int MostRuns = 6;

    public static string Describe(Dataset data, IReadOnlyList<int> frames)
    {
        if (frames.Count == 0)
            return "";
        if (data.Files.Count == 0)
            return Numbers([.. frames]);
        var starts = new int[data.Files.Count];
        for (var f = 1; f < starts.Length; f++)
            starts[f] = starts[f - 1] + data.Files[f - 1].Frames;
        return string.Join("; ", frames.GroupBy(data.FileOf).Select(g =>
            $"{Path.GetFileName(data.Files[g.Key].Path)}, {Numbers([.. g.Select(i => i - starts[g.Key])])}"));
    }

    /// <summary>One frame, as "frame 3 of Si_train.xyz" or "frame 3".</summary>
    public static string One(Dataset data, int frame)
    {
        if (data.Files.Count == 0)
            return $"frame {frame + 1}";
        var start = data.Files.Take(data.FileOf(frame)).Sum(f => f.Frames);
        var number = frame - start + 1;
        return data.Files.Count == 1 ? $"frame {number}" : $"frame {number} of {Path.GetFileName(data.Files[data.FileOf(frame)].Path)}";
    }

    // The order is kept, worst first where it is so; neighbours that ascend are drawn together.
    static string Numbers(int[] frames)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var i in frames)
        {
            if (runs.Count > 0 && runs[^1].Last + 1 == i)
                runs[^1] = (runs[^1].First, i);
            else
                runs.Add((i, i));
        }
        var shown = runs.Take(MostRuns).ToArray();
        var rest = frames.Length - shown.Sum(r => r.Last - r.First + 1);
        var text = string.Join(", ", shown.Select(r => r.First == r.Last ? $"{r.First + 1}" : $"{r.First + 1}–{r.Last + 1}"));
        return $"{(frames.Length == 1 ? "frame" : "frames")} {text}{(rest > 0 ? $" and {rest} more" : "")}";
    }
}
