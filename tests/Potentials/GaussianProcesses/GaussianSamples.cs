using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;
using Athanor.Potentials.GaussianProcesses;

namespace Athanor.Potentials.Tests.GaussianProcesses;

/// <summary>Processes with random weights on surroundings of rattled copies of a structure, and what the equations say of them, in plain loops.</summary>
static class GaussianSamples
{
    internal static Structure[] Rattled(Structure structure, int count, double amplitude = 0.15)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var copy = structure.Clone();
            for (var i = 0; i < copy.Count; i++)
                copy.Positions[i] += amplitude * new Vec3(2 * random.NextDouble() - 1, 2 * random.NextDouble() - 1, 2 * random.NextDouble() - 1);
            return copy;
        })];
    }

    internal static SparseSurroundings Sparse(Structure structure, int[] degrees, int points, int embedded = 0, double amplitude = 0.15)
    {
        var form = AceSamples(structure, degrees, embedded);
        var sample = SurroundingsSample.Of(form, Rattled(structure, 1 + points / structure.Count, amplitude), 1000, Team.Single);
        return SparseSurroundings.Choose(GaussianForm.Of(sample, 2), sample, points);
    }

    static AceForm AceSamples(Structure structure, int[] degrees, int embedded) =>
        Ace.AceSamples.Model([.. structure.Elements.ToArray().Select(e => e.Symbol).Distinct()], degrees, functions: 4, embedded: embedded).Form;

    internal static GaussianModel Model(Structure structure, int[] degrees, int points = 20, int members = 0, int embedded = 0, double variance = 4)
    {
        var sparse = Sparse(structure, degrees, points, embedded);
        var random = new Random(5);
        double Next() => 2 * random.NextDouble() - 1;
        var species = sparse.Form.Invariants.Elements.Length;
        double[] weights = [.. Enumerable.Range(0, sparse.Count).Select(_ => 30 * Next())], energies = [.. Enumerable.Range(0, species).Select(s => -1.5 - s)];
        return new GaussianModel(
            sparse, weights, energies, new DescriptorRange(species, sparse.Form.Invariants.Invariants), members == 0 ? null : Posterior(sparse.Count + species, variance, members));
    }

    /// <summary>That of as many random rows.</summary>
    static GaussianPosterior Posterior(int count, double variance, int members)
    {
        var random = new Random(9);
        double[] rows = [.. Enumerable.Range(0, 2 * count * count).Select(_ => random.NextDouble() - 0.5)], precision = new double[count * count];
        for (var i = 0; i < count; i++)
            precision[i * count + i] = 1 / variance;
        Syrk.AddLower(rows.AsMatrix(2 * count, count), precision.AsMatrix(count, count), 2);
        Cholesky.Factor(precision.AsMatrix(count, count));
        return new GaussianPosterior(variance, precision, members, 3);
    }

    /// <summary>û of every atom, with its species.</summary>
    internal static (int Species, double[] Unit)[] Units(GaussianForm form, Structure structure)
    {
        var collector = new Collector(form, structure.Count);
        using var rows = AceRows.Open(form.Invariants);
        rows.Visit(structure, collector, tangents: false);
        return collector.Units;
    }

    /// <summary>The prior's covariance of two structures' energies, in units of its variance.</summary>
    internal static double Covariance(GaussianForm form, Structure one, Structure other) =>
        Units(form, one).Sum(a => Units(form, other).Where(b => b.Species == a.Species).Sum(b => Kernel(a.Unit, b.Unit)));

    internal static double Kernel(double[] a, double[] b)
    {
        var dot = a.Zip(b, (x, y) => x * y).Sum();
        return dot * dot;
    }

    /// <summary>Σ_i [Σ_m w_m (û_i·ŝ_m)² + E0].</summary>
    internal static double Energy(GaussianModel model, Structure structure)
    {
        var sparse = model.Sparse;
        var width = sparse.Form.Width;
        var sum = 0.0;
        foreach (var (species, unit) in Units(sparse.Form, structure))
        {
            sum += model.AtomEnergy(species);
            for (var m = 0; m < sparse.CountOf(species); m++)
                sum += model.Weights[sparse.Starts[species] + m] * Kernel(unit, sparse.Points(species).Slice(m * width, width).ToArray());
        }
        return sum;
    }

    sealed class Collector(GaussianForm form, int count) : IAceVisitor
    {
        internal (int Species, double[] Unit)[] Units { get; } = new (int, double[])[count];

        public void Atom(int atom, int species, ReadOnlySpan<double> values, ReadOnlySpan<(Vec3 Edge, int Neighbour)> edges, ReadOnlySpan<double> tangents)
        {
            Units[atom] = (species, new double[form.Width]);
            form.Normalise(species, values, Units[atom].Unit);
        }
    }
}
