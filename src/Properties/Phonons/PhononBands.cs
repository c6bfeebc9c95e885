using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>One unbroken run of a band structure.</summary>
/// <param name="Way">By point, from the beginning of the whole path, Å⁻¹ (without 2π).</param>
/// <param name="Labels">By point, empty between special points.</param>
public sealed record BandRun(IReadOnlyList<double> Way, IReadOnlyList<string> Labels, PhononModes Modes);

/// <summary>Frequencies along a path through the Brillouin zone.</summary>
/// <param name="Special">Its special points, each once, with their modes.</param>
public sealed record PhononBands(BandPath Path, IReadOnlyList<BandRun> Runs, PhononModes Special)
{
    internal static PhononBands Of(DynamicalMatrices matrices, BandPath path, double spacing, ModeRequest request, Team team)
    {
        var runs = path.Sampled(spacing).Select(run => new BandRun([.. run.Select(p => p.Way)], [.. run.Select(p => p.Label)], matrices.At([.. run.Select(p => p.Fractional)], request, team)));
        return new PhononBands(path, [.. runs], matrices.At([.. path.Points.Select(p => p.Fractional)], request, team));
    }
}
