using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>How the energy of an element's isolated atom came to be known.</summary>
public enum AtomEnergySource
{
    /// <summary>From a frame with this atom alone.</summary>
    IsolatedFrame,

    /// <summary>Least squares over the compositions: the best constant per atom, binding energy included, no physical atom's energy.</summary>
    LeastSquares,

    /// <summary>As <see cref="LeastSquares"/>, but the compositions leave it open; the solution of least norm.</summary>
    Undetermined,
}

/// <summary>One element's reference energy, eV.</summary>
/// <param name="Atoms">How many atoms of it the data holds.</param>
public sealed record AtomEnergy(Element Element, double Energy, AtomEnergySource Source, int Atoms);

/// <summary>
/// The energy that each element contributes however its atoms are arranged: measured on isolated atoms where the data has them, else
/// fitted to the compositions. What is left of a frame's energy is what a potential learns.
/// </summary>
public sealed class AtomEnergies
{
    /// <summary>Directions of composition space whose eigenvalue is below this fraction of the largest are not determined by the data.</summary>
    const double RankTolerance = 1e-9;

    readonly Dictionary<Element, double> _energy;

    AtomEnergies(IReadOnlyList<AtomEnergy> rows)
    {
        Rows = rows;
        _energy = rows.ToDictionary(r => r.Element, r => r.Energy);
    }

    /// <summary>One for each element, ascending; none where no frame has an energy.</summary>
    public IReadOnlyList<AtomEnergy> Rows { get; }

    /// <summary>True where all elements were measured on isolated atoms.</summary>
    public bool AllIsolated => Rows.Count > 0 && Rows.All(r => r.Source == AtomEnergySource.IsolatedFrame);

    /// <summary>One atom's, eV; zero for an element without.</summary>
    public double Of(Element element) => _energy.GetValueOrDefault(element);

    /// <summary>Sum over a structure's atoms, eV. An element without an energy counts as zero.</summary>
    public double Sum(Structure structure)
    {
        double sum = 0;
        foreach (var e in structure.Elements)
            sum += _energy.GetValueOrDefault(e);
        return sum;
    }

    /// <summary>The labelled energy less that of the atoms, eV per atom; NaN where there is no finite label.</summary>
    public double Residual(Frame frame) => frame.Energy is { } e && double.IsFinite(e) ? (e - Sum(frame.Structure)) / frame.Structure.Count : double.NaN;

    /// <summary>Frames without a finite energy are passed over; where an atom was computed several times, the lowest energy is its ground state.</summary>
    public static AtomEnergies Of(Dataset data)
    {
        var labelled = data.Frames.Where(f => f.Energy is { } e && double.IsFinite(e)).ToArray();
        if (labelled.Length == 0)
            return new AtomEnergies([]);
        var isolated = labelled.Where(Dataset.IsIsolatedAtom).GroupBy(f => f.Structure.Elements[0]).ToDictionary(g => g.Key, g => g.Min(f => f.Energy!.Value));
        var counts = data.Elements.ToDictionary(e => e, e => data.Frames.Sum(f => CountOf(f.Structure, e)));
        var unknown = data.Elements.Where(e => !isolated.ContainsKey(e)).ToArray();
        var fitted = Fit([.. labelled.Where(f => !Dataset.IsIsolatedAtom(f))], isolated, unknown);
        return new AtomEnergies([.. data.Elements.Select(e => isolated.TryGetValue(e, out var energy)
            ? new AtomEnergy(e, energy, AtomEnergySource.IsolatedFrame, counts[e])
            : fitted[Array.IndexOf(unknown, e)] with { Atoms = counts[e] })]);
    }

    // Every frame weighs the same per atom: fractions of the composition against the energy per atom. Large cells do not drown small ones.
    static AtomEnergy[] Fit(Frame[] frames, Dictionary<Element, double> isolated, Element[] unknown)
    {
        var n = unknown.Length;
        if (n == 0)
            return [];
        var normal = new double[n * n];
        var right = new double[n];
        var fractions = new double[n];
        foreach (var frame in frames)
        {
            var s = frame.Structure;
            var rest = frame.Energy!.Value;
            foreach (var e in s.Elements)
                rest -= isolated.GetValueOrDefault(e);
            for (var a = 0; a < n; a++)
                fractions[a] = (double)CountOf(s, unknown[a]) / s.Count;
            for (var a = 0; a < n; a++)
            {
                right[a] += fractions[a] * rest / s.Count;
                for (var b = 0; b < n; b++)
                    normal[a * n + b] += fractions[a] * fractions[b];
            }
        }
        var vectors = new double[n * n];
        var values = new double[n];
        JacobiEigen.Solve(normal, vectors, values);
        var smallest = RankTolerance * values.Max();
        var energy = new double[n];
        var open = new bool[n];
        for (var k = 0; k < n; k++)
        {
            if (values[k] > smallest && values[k] > 0)
            {
                double along = 0;
                for (var a = 0; a < n; a++)
                    along += vectors[a * n + k] * right[a];
                for (var a = 0; a < n; a++)
                    energy[a] += vectors[a * n + k] * along / values[k];
                continue;
            }
            for (var a = 0; a < n; a++)
                open[a] |= Math.Abs(vectors[a * n + k]) > 1e-6;
        }
        return [.. unknown.Select((e, a) => new AtomEnergy(e, energy[a], open[a] ? AtomEnergySource.Undetermined : AtomEnergySource.LeastSquares, 0))];
    }

    static int CountOf(Structure s, Element element)
    {
        var count = 0;
        foreach (var e in s.Elements)
            count += e == element ? 1 : 0;
        return count;
    }
}
