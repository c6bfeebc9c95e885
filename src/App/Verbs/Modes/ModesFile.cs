using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Properties;

namespace Athanor.App;

/// <summary>Normal modes as extended XYZ: one frame for each, the structure at rest with a column of displacements.</summary>
static class ModesFile
{
    /// <exception cref="UsageException">The name is that of another format, which has no room for displacements.</exception>
    public static void RefuseOther(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        if (Path.GetExtension(name).ToLowerInvariant() is not (".xyz" or ".extxyz"))
            throw new UsageException($"Modes are written as extended XYZ, one frame for each; let {path} end with .xyz.");
    }

    public static void Write(string path, Vibrations vibrations, bool overwrite) => StructureFiles.Write(path, Frames(vibrations), overwrite);

    static IEnumerable<Frame> Frames(Vibrations vibrations)
    {
        // Of a single atom the structure alone.
        if (vibrations.Modes.Count == 0)
            yield return new Frame(vibrations.Structure) { Energy = vibrations.Rest.Energy };
        for (var m = 0; m < vibrations.Modes.Count; m++)
        {
            var mode = vibrations.Modes[m];
            var frame = new Frame(vibrations.Structure) { Energy = vibrations.Rest.Energy };
            frame.Info["mode"] = (m + 1).ToString(CultureInfo.InvariantCulture);
            frame.Info["wavenumber"] = Number(mode.Wavenumber);
            frame.Info["imaginary"] = mode.IsImaginary ? "T" : "F";
            frame.Info["reduced_mass"] = Number(mode.ReducedMass);
            frame.Info["force_constant"] = Number(mode.ForceConstant);
            if (vibrations.Spread is { } spread)
                frame.Info["wavenumber_std"] = Number(spread.Wavenumbers[m]);
            frame.Columns["displacements"] = new AtomColumn('R', 3, [.. mode.Displacements.SelectMany(d => new[] { d.X, d.Y, d.Z })], null);
            yield return frame;
        }
    }

    static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
