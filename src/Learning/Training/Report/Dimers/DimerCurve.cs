using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>Two atoms alone: their energy and what pushes them apart, against their distance, and a verdict on it.</summary>
/// <remarks>
/// Looked at from the shortest distance of the data inwards. A dimer may bind at less than that (atoms of a crystal have more neighbours to share their bonds with), so what attracts or
/// is flat without a break from there on is the bond's, as far in as <see cref="ClosestBond"/> of the covalent radii. Farther in, and wherever the atoms were pushed apart already, they must
/// be pushed apart.
/// </remarks>
public sealed class DimerCurve
{
    /// <summary>Å; nuclei do not come nearer at any temperature that chemistry knows.</summary>
    internal const double Nearest = 0.3;

    /// <summary>eV/Å; less is no wall.</summary>
    internal const double FlatPush = 1;

    /// <summary>Of the sum of covalent radii: shorter than a triple bond (N₂ has 0.77), or the sextuple bond of Cr₂ (0.60).</summary>
    internal const double ClosestBond = 0.55;

    /// <summary>eV that a bond at less than the data's distances must gain to be worth a word.</summary>
    const double BondGain = 0.5;

    readonly int _inner;

    /// <param name="shortest">Å, of this pair in the data; null where it holds none.</param>
    /// <param name="distances">Å, ascending.</param>
    /// <param name="energies">Less that of the atoms far apart, eV; NaN where the potential gives none.</param>
    /// <param name="pushes">−dE/dr, eV/Å; positive pushes them apart.</param>
    internal DimerCurve(Element first, Element second, double? shortest, double[] distances, double[] energies, double[] pushes)
    {
        (First, Second, ShortestInData) = (first, second, shortest);
        (Distances, Energies, Pushes) = (distances, energies, pushes);
        var bond = first.CovalentRadius + second.CovalentRadius;
        _inner = Math.Max(0, Array.FindLastIndex(distances, r => r <= (shortest ?? bond)));
        (Verdict, At) = Judge(ClosestBond * bond);
    }

    public Element First { get; }

    public Element Second { get; }

    /// <summary>As it is written: "Si–O".</summary>
    public string Name => $"{First}–{Second}";

    /// <summary>Å; null where the data holds no such pair within the cutoff.</summary>
    public double? ShortestInData { get; }

    public IReadOnlyList<double> Distances { get; }

    public IReadOnlyList<double> Energies { get; }

    public IReadOnlyList<double> Pushes { get; }

    public DimerVerdict Verdict { get; }

    /// <summary>Å: where, coming from the data, it first is as the verdict says; of a bond, its length.</summary>
    public double At { get; }

    /// <summary>Between the depth of the well outside and the top of the way to <see cref="At"/>, eV: what it takes to get there.</summary>
    public double Barrier
    {
        get
        {
            double top = double.NegativeInfinity, bottom = double.PositiveInfinity;
            for (var k = 0; k < Distances.Count; k++)
            {
                if (Distances[k] < At || double.IsNaN(Energies[k]))
                    continue;
                bottom = Math.Min(bottom, Energies[k]);
                if (k <= _inner)
                    top = Math.Max(top, Energies[k]);
            }
            return Math.Max(0, top - bottom);
        }
    }

    /// <summary>The lowest point outside the wall: length in Å and energy in eV.</summary>
    public (double Distance, double Energy) Well
    {
        get
        {
            var best = (Distance: double.NaN, Energy: double.PositiveInfinity);
            var from = Verdict is DimerVerdict.Hole or DimerVerdict.Flat or DimerVerdict.Broken ? At : 0;
            for (var k = 0; k < Distances.Count; k++)
            {
                if (Distances[k] > from && Energies[k] < best.Energy)
                    best = (Distances[k], Energies[k]);
            }
            return best;
        }
    }

    (DimerVerdict, double) Judge(double closestBond)
    {
        var k = _inner;
        // The dimer's own well, if the data ends within it or outside.
        while (k > 0 && Pushes[k] <= FlatPush && Distances[k] > closestBond)
            k--;
        for (var n = k; n >= 0; n--)
        {
            if (!double.IsFinite(Pushes[n]) || !double.IsFinite(Energies[n]))
                return (DimerVerdict.Broken, Distances[n]);
            if (Pushes[n] > FlatPush)
                continue;
            var attracts = Enumerable.Range(0, n + 1).Any(m => Pushes[m] < 0);
            return (attracts ? DimerVerdict.Hole : DimerVerdict.Flat, Distances[n]);
        }
        var bottom = k;
        for (var n = k; n <= _inner; n++)
        {
            if (Energies[n] < Energies[bottom])
                bottom = n;
        }
        return Energies[_inner] - Energies[bottom] > BondGain ? (DimerVerdict.NearerBond, Distances[bottom]) : (DimerVerdict.Wall, Distances[0]);
    }
}
