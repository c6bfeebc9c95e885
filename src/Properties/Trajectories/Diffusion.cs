using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>Mean square displacement of an element's atoms and what Einstein's relation makes of it, D = slope / 6.</summary>
/// <param name="Element">Whose.</param>
/// <param name="Times">fs.</param>
/// <param name="Squares">Å².</param>
/// <param name="Errors">Statistical, from blocks in time or from groups of atoms, whichever is larger, Å².</param>
/// <param name="Window">fs between which the slope was taken; null where too few lags lie there.</param>
/// <param name="Coefficient">10⁻⁹ m²/s, as the cell gives it.</param>
/// <param name="Exponent">d ln MSD / d ln t in the window: 1 where the motion is diffusive, 2 where it is ballistic, 0 where atoms stay.</param>
/// <param name="Corrected">For an infinite cell (Yeh and Hummer, J. Phys. Chem. B 108, 15873 (2004)); null where the viscosity is not known, and where nothing diffuses.</param>
public sealed record Diffusion(
    Element Element, IReadOnlyList<double> Times, IReadOnlyList<double> Squares, IReadOnlyList<double> Errors, (double From, double To)? Window, Estimate? Coefficient, double Exponent, Estimate? Corrected)
{
    /// <summary>10⁻⁹ m²/s of one Å²/fs.</summary>
    public const double Published = 1e4;

    public const string Unit = "10⁻⁹ m²/s";

    /// <summary>Ewald's constant of a cubic lattice of charges, ξ.</summary>
    const double CubicLattice = 2.837297;

    /// <summary>By default lags from this part of the trajectory …</summary>
    const double EarliestPart = 0.05;

    /// <summary>… to this one: longer ones have hardly any independent origins.</summary>
    const double LatestPart = 0.2;

    /// <summary>By which the exponent may differ from 1.</summary>
    const double MostOff = 0.2;

    /// <param name="atoms">Of each of the element's groups, as in <see cref="DisplacementTau.AtomsOf"/>.</param>
    internal static Diffusion Of(Element element, int kind, double[] atoms, CorrelationSums all, CorrelationSums[] blocks, double timeStep, (double From, double To)? window)
    {
        var duration = (all.Samples - 1) * timeStep;
        var (from, to) = window ?? (EarliestPart * duration, LatestPart * duration);
        var first = kind * DisplacementTau.Groups;
        double[] times = [.. all.Lags.Select(lag => lag * timeStep)];
        double[] Mean(CorrelationSums sums) => [.. sums.Sums.Select((s, k) => s.AsSpan(first, atoms.Length).ToArray().Sum() / (atoms.Sum() * sums.Counts[k]))];
        double[] Group(int g) => [.. all.Sums.Select((s, k) => s[first + g] / (atoms[g] * all.Counts[k]))];
        var squares = Mean(all);
        double[][] inTime = [.. blocks.Select(Mean)], amongAtoms = [.. Enumerable.Range(0, atoms.Length).Where(g => atoms[g] > 0).Select(Group)];
        double[] early = BlockError.OfCurves(inTime, times.Length), apart = BlockError.OfCurves(amongAtoms, times.Length);
        double[] errors = [.. early.Zip(apart, Larger)];
        var inside = Enumerable.Range(0, times.Length).Where(k => times[k] > 0 && times[k] >= from && times[k] <= to).ToArray();
        if (inside.Length < 3)
            return new Diffusion(element, times, squares, errors, null, null, double.NaN, null);
        double Coefficient(double[] curve) => Published / 6 * StraightLine.Through([.. inside.Select(k => times[k])], [.. inside.Select(k => curve[k])]).Slope;
        var exponent = StraightLine.Through([.. inside.Select(k => Math.Log(times[k]))], [.. inside.Select(k => Math.Log(squares[k]))]).Slope;
        // A block's products end in it; the first blocks have no long lags yet.
        var error = Larger(BlockError.Of([.. inTime.Where(b => b.Length > inside[^1]).Select(Coefficient)]), BlockError.Of([.. amongAtoms.Select(Coefficient)]));
        return new Diffusion(element, times, squares, errors, (times[inside[0]], times[inside[^1]]), new Estimate(Coefficient(squares), Unit, error), exponent, null);
    }

    /// <summary>The larger one that is a number. Blocks in time are too alike at lags longer than they are; groups of atoms know nothing of what all atoms share.</summary>
    static double Larger(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Max(a, b);

    /// <summary>Whether the mean square displacement grows about as t in the window: D is a diffusion coefficient nowhere else.</summary>
    internal bool Diffuses => Math.Abs(Exponent - 1) <= MostOff;

    /// <summary>D + ξ kT / 6πηL, where something diffuses: what atoms of a solid do has no hydrodynamics to correct for.</summary>
    /// <param name="viscosity">mPa·s.</param>
    /// <param name="edge">Å, of the cube.</param>
    internal Diffusion InInfiniteCell(Estimate viscosity, double temperature, double edge)
    {
        if (Coefficient is not { } d || !Diffuses)
            return this;
        var correction = Published * CubicLattice * Units.Boltzmann * temperature / (6 * Math.PI * (viscosity.Value / Viscosity.MilliPascalSecond) * edge);
        var error = viscosity.Statistical is { } s && d.Statistical is { } own ? Math.Sqrt(own * own + Math.Pow(correction * s / viscosity.Value, 2)) : d.Statistical;
        return this with { Corrected = new Estimate(d.Value + correction, Unit, error) };
    }
}
