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

    static double[] Match(MassWeighted mean, MassWeighted member) =>
        [.. ModePairs.Of(mean.Vectors.Length, (a, b) => Math.Abs(mean.Vectors[a].Zip(member.Vectors[b], (x, y) => x * y).Sum())).Select(b => NormalMode.WavenumberOf(member.Eigenvalues[b]))];
}
