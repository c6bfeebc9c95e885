using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// Chooses symmetry functions for given data: from a wide pool, those that vary in the data and say something the others do not. One set of rules for all elements.
/// </summary>
public static class SymmetryFunctionChoice
{
    /// <summary>Surroundings of each element looked at; more do not change the choice.</summary>
    const int MostSamples = 400;

    /// <summary>Functions that vary less than this, relative to their mean and to one neighbour, are dropped: scaled to the others' spread they would turn noise into force.</summary>
    const double SmallestSpread = 5e-3;

    /// <summary>Neighbours that <see cref="SuggestCutoff"/> wants within the cutoff.</summary>
    const double WantedNeighbours = 50;

    /// <summary>Functions of one element where the caller does not say: 48, or 64 where there are several elements.</summary>
    public static int DefaultSize(int elements) => elements == 1 ? 48 : 64;

    /// <summary>A set of symmetry functions for the elements and surroundings of <paramref name="structures"/>.</summary>
    /// <param name="cutoff">Å.</param>
    /// <param name="size">Most functions for one element; 0 for <see cref="DefaultSize"/>.</param>
    /// <param name="cutoffFunction">Polynomial with two smooth derivatives where not given.</param>
    /// <exception cref="PotentialException">There are no structures, or no atom has a neighbour within the cutoff.</exception>
    public static SymmetryFunctionSet From(IEnumerable<Structure> structures, double cutoff, int size = 0, CutoffFunction? cutoffFunction = null)
    {
        Structure[] data = [.. structures];
        Element[] elements = [.. data.SelectMany(s => s.Elements.ToArray()).Distinct().Order()];
        if (elements.Length == 0)
            throw new PotentialException("Symmetry functions are chosen from structures; there are none.");
        var fc = cutoffFunction ?? new CutoffFunction(CutoffShape.Polynomial2);
        Structure[] samples = [.. Thinned(data, elements)];
        var contact = NearestContact(samples, cutoff);
        var pool = new SymmetryFunctionSet(fc, elements.ToDictionary(e => e, _ => (IReadOnlyList<SymmetryFunction>)FunctionPool.Make(elements, contact, cutoff)));
        var values = Evaluate(pool, samples);
        var most = size > 0 ? size : DefaultSize(elements.Length);
        var chosen = new Dictionary<Element, IReadOnlyList<SymmetryFunction>>();
        for (var s = 0; s < elements.Length; s++)
            chosen[elements[s]] = Choose(pool[s], values[s], most);
        return new SymmetryFunctionSet(fc, chosen);
    }

    /// <summary>A cutoff within which atoms of these structures have some fifty neighbours, between 5 and 6.5 Å; 6 Å for molecules.</summary>
    /// <param name="neighbours">As many, where not fifty.</param>
    /// <param name="shortest">Å, where not 5.</param>
    public static double SuggestCutoff(IEnumerable<Structure> structures, double neighbours = WantedNeighbours, double shortest = 5)
    {
        double[] densities = [.. structures.Where(s => s.Periodic.IsBulk && s.Count > 0).Select(s => s.Count / s.Cell!.Volume).Order()];
        if (densities.Length == 0)
            return 6;
        var density = densities[densities.Length / 2];
        return Math.Round(Math.Clamp(Math.Cbrt(neighbours / (4 * Math.PI / 3 * density)), shortest, 6.5), 1);
    }

    /// <summary>Structures spread evenly over the data, until each element has enough atoms in them or there are no more.</summary>
    static IEnumerable<Structure> Thinned(Structure[] data, Element[] elements)
    {
        var missing = elements.ToDictionary(e => e, _ => MostSamples);
        // A stride with no common factor visits every structure once, far ones first.
        var stride = Math.Max(1, (int)(0.618 * data.Length));
        while (Gcd(stride, data.Length) != 1)
            stride++;
        for (var k = 0; k < data.Length; k++)
        {
            var structure = data[(int)((long)k * stride % data.Length)];
            var wanted = false;
            foreach (var element in structure.Elements)
                wanted |= missing[element] > 0;
            if (!wanted)
                continue;
            foreach (var element in structure.Elements)
                missing[element]--;
            yield return structure;
        }
    }

    static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);

    static double NearestContact(IEnumerable<Structure> samples, double cutoff)
    {
        var nearest = double.PositiveInfinity;
        using var neighbours = new Neighbours(cutoff, 0);
        foreach (var structure in samples)
        {
            neighbours.Forget();
            neighbours.Update(structure, Team.Single);
            nearest = Math.Min(nearest, Nearest(neighbours, structure));
        }
        if (!(nearest < cutoff))
            throw new PotentialException($"No atom of the data has a neighbour within the cutoff of {cutoff} Å. Give a larger cutoff.");
        // Room for what has not been seen, but not for two atoms in one place.
        return Math.Clamp(0.95 * nearest, 0.3, 0.8 * cutoff);
    }

    static unsafe double Nearest(Neighbours neighbours, Structure structure)
    {
        var vectors = structure.Cell?.Vectors ?? Mat3.Identity;
        var sorted = neighbours.SortedPositions;
        var nearest = double.PositiveInfinity;
        for (var b = 0; b < neighbours.BlockCount; b++)
        {
            var block = neighbours[b];
            for (var i = 0; i < block.OwnCount; i++)
            {
                for (var e = block.EdgeStart[i]; e < block.EdgeStart[i] + block.EdgeCount[i]; e++)
                {
                    var r = neighbours.LocalPosition(block, block.Edges[e], vectors, out _);
                    nearest = Math.Min(nearest, (r - sorted[block.OwnStart + i]).LengthSquared);
                }
            }
        }
        return Math.Sqrt(nearest);
    }

    /// <summary>By species and function: values at the sampled atoms.</summary>
    static List<double>[][] Evaluate(SymmetryFunctionSet pool, IEnumerable<Structure> samples)
    {
        var values = Enumerable.Range(0, pool.Elements.Length).Select(s => Enumerable.Range(0, pool.Count(s)).Select(_ => new List<double>()).ToArray()).ToArray();
        using var evaluator = new DescriptorEvaluator(pool);
        foreach (var structure in samples)
        {
            var found = evaluator.Evaluate(structure, derivatives: false);
            for (var i = 0; i < found.Count; i++)
            {
                var of = values[found.Species[i]];
                for (var m = 0; m < of.Length; m++)
                    of[m].Add(found.Values[found.ValueStart(i) + m]);
            }
        }
        return values;
    }

    static SymmetryFunction[] Choose(IReadOnlyList<SymmetryFunction> pool, List<double>[] values, int most)
    {
        var columns = new List<double[]>();
        var index = new List<int>();
        for (var m = 0; m < pool.Count; m++)
        {
            double[] column = [.. values[m]];
            if (Standardise(column, UnitOf(pool[m])))
            {
                columns.Add(column);
                index.Add(m);
            }
        }
        var chosen = PivotedSelection.Choose([.. columns], most).Select(c => index[c]).Order().ToArray();
        // Where all surroundings are alike nothing varies; a few broad functions still see what happens when they change.
        return chosen.Length > 0 ? [.. chosen.Select(m => pool[m])] : [.. pool.OfType<RadialFunction>().Where(r => r.Shift == 0)];
    }

    /// <summary>What one neighbour, or one pair, counts for: 1, or its weight by atomic numbers, which are not known here better than as that of carbon.</summary>
    static double UnitOf(SymmetryFunction function) => function switch
    {
        RadialFunction { Neighbour: null } => 6,
        AngularFunction { Neighbours: null } => 36,
        _ => 1,
    };

    static bool Standardise(double[] column, double unit)
    {
        var mean = column.Average();
        var sigma = Math.Sqrt(column.Average(x => (x - mean) * (x - mean)));
        if (!(sigma > SmallestSpread * Math.Max(0.1 * unit, Math.Abs(mean))))
            return false;
        for (var k = 0; k < column.Length; k++)
            column[k] = (column[k] - mean) / sigma;
        return true;
    }
}
