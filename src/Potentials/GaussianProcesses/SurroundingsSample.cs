using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>The invariants of some atoms of a set of structures, and the range of those of all.</summary>
public sealed class SurroundingsSample
{
    readonly List<double[]>[] _rows;

    SurroundingsSample(AceForm form, DescriptorRange range)
    {
        (Form, Range) = (form, range);
        _rows = [.. form.Elements.Select(_ => new List<double[]>())];
    }

    public AceForm Form { get; }

    /// <summary>Of the invariants of all atoms.</summary>
    public DescriptorRange Range { get; }

    /// <summary>Invariants of the atoms of a species that were drawn, in the order of structures.</summary>
    public IReadOnlyList<double[]> Of(int species) => _rows[species];

    /// <summary>Takes every so many of each element's atoms that there are no more than <paramref name="most"/> of each. Isolated atoms have no surroundings and are left out.</summary>
    /// <exception cref="PotentialException">An element is not covered.</exception>
    public static SurroundingsSample Of(AceForm form, IReadOnlyList<Structure> structures, int most, Team team)
    {
        var sample = new SurroundingsSample(form, new DescriptorRange(form.Elements.Length, form.Invariants));
        var counts = new int[form.Elements.Length];
        Structure[] seen = [.. structures.Where(s => s.Count > 1)];
        var firsts = new int[seen.Length][];
        for (var k = 0; k < seen.Length; k++)
        {
            firsts[k] = [.. counts];
            foreach (var element in seen[k].Elements)
            {
                var species = form.Elements.IndexOf(element);
                if (species < 0)
                    throw new PotentialException($"The model has no {element}; it covers {string.Join(", ", form.Elements)}.");
                counts[species]++;
            }
        }
        using var job = new Job(form, seen, firsts, [.. counts.Select(c => Math.Max(1, (c + most - 1) / most))], team.Threads);
        team.Run(job, seen.Length);
        foreach (var range in job.Ranges)
            sample.Range.Add(range);
        foreach (var (species, row) in job.Drawn.SelectMany(d => d))
            sample._rows[species].Add(row);
        return sample;
    }

    /// <summary>A piece is a structure.</summary>
    /// <param name="firsts">By structure and species: how many atoms are in those before.</param>
    /// <param name="strides">By species.</param>
    sealed class Job(AceForm form, Structure[] structures, int[][] firsts, int[] strides, int threads) : IJob, IDisposable
    {
        readonly AceRows[] _workers = [.. Enumerable.Range(0, threads).Select(_ => AceRows.Open(form))];

        internal DescriptorRange[] Ranges { get; } = [.. Enumerable.Range(0, threads).Select(_ => new DescriptorRange(form.Elements.Length, form.Invariants))];

        internal List<(int Species, double[] Row)>[] Drawn { get; } = [.. structures.Select(_ => new List<(int, double[])>())];

        void IJob.Run(int index, int worker) =>
            _workers[worker].Visit(structures[index], new Visitor(Ranges[worker], [.. firsts[index]], strides, Drawn[index]), tangents: false);

        public void Dispose()
        {
            foreach (var worker in _workers)
                worker.Dispose();
        }
    }

    sealed class Visitor(DescriptorRange range, int[] next, int[] strides, List<(int, double[])> drawn) : IAceVisitor
    {
        public void Atom(int atom, int species, ReadOnlySpan<double> values, ReadOnlySpan<(Vec3 Edge, int Neighbour)> edges, ReadOnlySpan<double> tangents)
        {
            range.Add(species, values);
            if (next[species]++ % strides[species] == 0)
                drawn.Add((species, values.ToArray()));
        }
    }
}
