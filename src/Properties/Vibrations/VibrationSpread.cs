namespace Athanor.Properties;

/// <summary>
/// What a committee's members say, each by its own Hessian at the minimum of their mean: sample standard deviations (divisor M − 1). A member's modes are set against those
/// of the mean one to one, the pairs that overlap most first.
/// </summary>
/// <param name="Wavenumbers">By mode, cm⁻¹.</param>
/// <param name="ZeroPointEnergy">eV.</param>
/// <param name="Members">By member, wavenumbers by mode of the mean, cm⁻¹; negative where imaginary.</param>
public sealed record VibrationSpread(IReadOnlyList<double> Wavenumbers, double ZeroPointEnergy, IReadOnlyList<IReadOnlyList<double>> Members)
{
    internal static VibrationSpread Of(MassWeighted mean, IReadOnlyList<MassWeighted> members)
    {
        var matched = members.Select(m => Match(mean, m)).ToArray();
        var zeroPoints = members.Select(m => m.Eigenvalues.Sum(e => new NormalMode(e, 1, []).ZeroPointEnergy)).ToArray();
        return new VibrationSpread(
            [.. Enumerable.Range(0, mean.Eigenvalues.Length).Select(k => MemberSpread.Deviation([.. matched.Select(m => m[k])]))], MemberSpread.Deviation(zeroPoints), matched);
    }

    static double[] Match(MassWeighted mean, MassWeighted member)
    {
        var n = mean.Vectors.Length;
        var overlaps = new List<(double Overlap, int Own, int Other)>(n * n);
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b < n; b++)
                overlaps.Add((Math.Abs(mean.Vectors[a].Zip(member.Vectors[b], (x, y) => x * y).Sum()), a, b));
        }
        var wavenumbers = new double[n];
        bool[] own = new bool[n], other = new bool[n];
        foreach (var (_, a, b) in overlaps.OrderByDescending(o => o.Overlap))
        {
            if (own[a] || other[b])
                continue;
            (own[a], other[b]) = (true, true);
            wavenumbers[a] = NormalMode.WavenumberOf(member.Eigenvalues[b]);
        }
        return wavenumbers;
    }
}
