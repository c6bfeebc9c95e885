using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// What a potential's members say, each by its own force constants where their mean is at rest: sample standard deviations (divisor M − 1). A member's modes are set against those of the mean one to one, the pairs that
/// overlap most first.
/// </summary>
/// <param name="QPoints">By wave vector and branch, THz.</param>
/// <param name="Bands">By run, point and branch, THz.</param>
/// <param name="States">By temperature: energy (eV), entropy and heat capacity (eV/K) of a primitive cell.</param>
/// <param name="FreeEnergies">By temperature, eV: energy and entropy of a member go together, so this is not the sum of their spreads.</param>
/// <param name="ZeroPointEnergy">eV.</param>
public sealed record PhononSpread(
    IReadOnlyList<double[]> QPoints, IReadOnlyList<IReadOnlyList<double[]>> Bands, IReadOnlyList<Contribution> States, IReadOnlyList<double> FreeEnergies, double ZeroPointEnergy)
{
    /// <returns>Null where the potential has no members, or one.</returns>
    internal static PhononSpread? Of(IPotential potential, Phonons mean, PhononSettings settings, Team team, Action<string>? progress, CancellationToken cancellation)
    {
        PhononModes[] sets = [mean.QPoints, .. mean.Bands.Runs.Select(r => r.Modes)];
        var member = 0;
        var spread = MemberSpread.Of(potential, one =>
        {
            progress?.Invoke($"force constants of member {++member}");
            var matrices = new DynamicalMatrices(ForceConstants.Of(mean.ForceConstants.Lattice, one, settings.ForceConstants, team, null, cancellation));
            var heat = new CrystalThermodynamics(mean.Mesh, matrices.At(mean.Mesh.Points, ModeRequest.Frequencies, team));
            return
            [
                .. sets.SelectMany(s => Matched(s, matrices.At(s.Q, ModeRequest.Vectors, team))),
                .. settings.Temperatures.Select(heat.At).SelectMany(s => new[] { s.Energy, s.Entropy, s.HeatCapacity }),
                .. settings.Temperatures.Select(heat.FreeEnergy),
                heat.ZeroPointEnergy,
            ];
        });
        if (spread is null)
            return null;
        var at = 0;
        double[] Next(int count) => spread[at..(at += count)];
        double[][] Modes(PhononModes modes) => [.. modes.Q.Select(_ => Next(modes.Branches))];
        var points = Modes(sets[0]);
        var bands = sets.Skip(1).Select(Modes).ToArray();
        var states = settings.Temperatures.Select(_ => Next(3)).Select(s => new Contribution(s[0], s[1], s[2])).ToArray();
        return new PhononSpread(points, bands, states, Next(settings.Temperatures.Count), spread[at]);
    }

    static IEnumerable<double> Matched(PhononModes mean, PhononModes member) => Enumerable.Range(0, mean.Q.Count)
        .SelectMany(q => ModePairs.Of(mean.Branches, (a, b) => Overlap(mean.Vector(q, a), member.Vector(q, b))).Select(b => member.Frequency(q, b)));

    static double Overlap(ReadOnlySpan<Complex> e, ReadOnlySpan<Complex> f)
    {
        Complex sum = 0;
        for (var k = 0; k < e.Length; k++)
            sum += Complex.Conjugate(e[k]) * f[k];
        return Complex.Abs(sum);
    }
}
