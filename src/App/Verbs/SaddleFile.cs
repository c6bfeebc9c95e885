using System.Globalization;
using Athanor.Atoms;
using Athanor.Properties;

namespace Athanor.App;

/// <summary>A file with a saddle point: one structure, or what <c>saddle</c> writes, the saddle between the minima on both sides.</summary>
/// <param name="Saddle">The saddle point.</param>
/// <param name="Minima">Those before and behind it in the file; none where it has one structure.</param>
sealed record SaddleFile(Structure Saddle, IReadOnlyList<Structure> Minima)
{
    const string Role = "role", OfSaddle = "saddle", OfMinimum = "minimum";

    /// <summary>A path has a few dozen images; this many are no longer one.</summary>
    const int MostFrames = 1000;

    /// <exception cref="UsageException">There are several structures, and none or several of them say that they are the saddle.</exception>
    /// <exception cref="AtomsException">The file cannot be read.</exception>
    public static SaddleFile Read(string path)
    {
        Frame[] frames = [.. StructureFiles.Read(path).Take(MostFrames)];
        if (frames is [var only])
            return new SaddleFile(only.Structure, []);
        Frame[] saddles = [.. frames.Where(f => f.Info.GetValueOrDefault(Role) == OfSaddle)];
        return saddles is [var saddle]
            ? new SaddleFile(saddle.Structure, [.. frames.Where(f => f.Info.GetValueOrDefault(Role) == OfMinimum).Select(f => f.Structure)])
            : throw new UsageException(saddles.Length == 0 && frames.All(f => f.Info.ContainsKey("image"))
                ? $"{path} is a path, and the top of a path is not quite a saddle: find it with 'saddle POTENTIAL {path} -o saddle.xyz' and name that file."
                : $"{path} has several frames, and {(saddles.Length == 0 ? "none" : "more than one")} of them says that it is the saddle (role=saddle, as 'saddle' writes it); name a file with the saddle alone.");
    }

    /// <summary>The saddle between its minima, where those are known.</summary>
    public static IEnumerable<Frame> Frames(SaddlePoint saddle)
    {
        var top = saddle.Search.Frame;
        top.Info[Role] = OfSaddle;
        top.Info["wavenumber"] = saddle.Vibrations.Modes.Count > 0 ? saddle.Vibrations.Modes[0].Wavenumber.ToString("R", CultureInfo.InvariantCulture) : "0";
        if (saddle.Descents.Count < 2)
            return [top];
        foreach (var descent in saddle.Descents)
            descent.Frame.Info[Role] = OfMinimum;
        return [saddle.Descents[0].Frame, top, saddle.Descents[1].Frame];
    }
}
