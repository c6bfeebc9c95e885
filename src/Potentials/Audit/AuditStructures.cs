using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Structures on which a potential can be audited where the user brings none: a strained crystal, a cluster and a disordered cell of elements that it
/// covers, as dense as it likes them; molecules where it covers hydrogen and what usually goes with it.
/// </summary>
public static class AuditStructures
{
    const int MostElements = 4;

    static readonly string[] Organic = ["H", "C", "N", "O"];

    /// <exception cref="PotentialException">It covers no element, or fails on all that is tried.</exception>
    public static IReadOnlyList<(string Name, Structure Structure)> For(IPotential potential, ulong seed, CancellationToken cancellation = default)
    {
        var elements = Elements(potential);
        var random = new Random(unchecked((int)seed));
        return AuditMolecule.Of(elements) is { } molecule ? Answered(potential, Molecular(molecule, random), cancellation) : Solid(potential, elements, random, cancellation);
    }

    static IReadOnlyList<(string Name, Structure Structure)> Solid(IPotential potential, Element[] elements, Random random, CancellationToken cancellation)
    {
        var crystal = Crystalline(potential, elements, cancellation);
        var spacing = Spacing(crystal);
        Structure Named(Structure s) => Coloured(s, elements, random);

        var shear = new Mat3(0.02, 0.03, -0.01, 0.03, -0.015, 0.02, -0.01, 0.02, 0.01);
        var solid = Rattled(Named(crystal).Strained(shear), 0.04 * spacing, random);
        var cluster = Rattled(Named(Ball(crystal, 14)), 0.05 * spacing, random);
        var liquid = Rattled(Named(crystal).Strained(Mat3.Diagonal(0.05, -0.01, 0.02)), 0.11 * spacing, random);
        return
        [
            ($"crystal ({solid.Formula})", solid),
            ($"cluster ({cluster.Formula})", cluster),
            ($"disordered cell ({liquid.Formula})", liquid),
        ];
    }

    /// <summary>Those that the potential answers for: some know one molecule only.</summary>
    static IReadOnlyList<(string Name, Structure Structure)> Answered(IPotential potential, IReadOnlyList<(string Name, Structure Structure)> structures, CancellationToken cancellation)
    {
        using var evaluator = potential.Open(EvaluatorOptions.Default with { Cancellation = cancellation });
        var answered = new List<(string, Structure)>();
        AtomsException? refusal = null;
        foreach (var (name, structure) in structures)
        {
            try
            {
                evaluator.Evaluate(structure, Request.Energy, new Prediction());
                answered.Add((name, structure));
            }
            catch (AtomsException e)
            {
                refusal ??= e;
            }
        }
        return answered.Count > 0 ? answered : throw NothingFits(potential, refusal!);
    }

    static PotentialException NothingFits(IPotential potential, AtomsException refusal) => new(
        $"'{potential.Name}' answers for none of the structures that were tried ({refusal.Message.TrimEnd('.')}). Name a file with structures that it is meant for.", refusal);

    static IReadOnlyList<(string Name, Structure Structure)> Molecular(Structure molecule, Random random)
    {
        var box = AuditMolecule.Box(molecule, random);
        var solid = Rattled(box.Strained(new Mat3(0.02, 0.03, -0.01, 0.03, -0.015, 0.02, -0.01, 0.02, 0.01)), 0.02, random);
        var one = Rattled(molecule, 0.04, random);
        var liquid = Rattled(AuditMolecule.Box(molecule, random).Strained(Mat3.Diagonal(0.04, -0.01, 0.02)), 0.05, random);
        return [($"molecules in a box ({solid.Formula})", solid), ($"molecule ({one.Formula})", one), ($"disordered box ({liquid.Formula})", liquid)];
    }

    static Element[] Elements(IPotential potential)
    {
        var covered = Element.All.Where(potential.Covers).ToArray();
        if (covered.Length == 0)
            throw new PotentialException($"'{potential.Name}' covers no element.");
        if (covered.Length == Element.All.Count())
            return [Element.Parse("Ar")]; // A law without names of elements: a plain atom will do.
        if (covered.Length <= MostElements)
            return covered;
        var organic = covered.Where(e => Organic.Contains(e.Symbol)).ToArray();
        return organic.Length >= 2 ? organic : covered[..MostElements];
    }

    /// <summary>Of some common crystals the one that binds best, at the distance that it likes.</summary>
    static Structure Crystalline(IPotential potential, Element[] elements, CancellationToken cancellation)
    {
        using var evaluator = potential.Open(EvaluatorOptions.Default with { Cancellation = cancellation });
        var closest = 1.7 * elements.Min(e => e.CovalentRadius);
        var e = elements[0];
        (Structure Unit, int Times)[] kinds =
        [
            (Crystal.Fcc(e, Math.Sqrt(2)), 2), (Crystal.Diamond(e, 4 / Math.Sqrt(3)), 2), (Crystal.Bcc(e, 2 / Math.Sqrt(3)), 3), (Crystal.SimpleCubic(e, 1), 3),
        ];
        var scans = kinds.Select(k => new DensityScan(evaluator, Coloured(k.Unit.Repeat(k.Times, k.Times, k.Times), elements, new Random(0)), closest)).ToArray();
        if (scans.All(s => s.Best is null))
            throw NothingFits(potential, scans[0].Refusal!);
        return scans.Where(s => s.Best is not null).MinBy(s => s.Energy)!.Best!;
    }

    /// <summary>A crystal from far apart to close together, to the first distance at which it binds; the first at which atoms feel one another where it never does.</summary>
    sealed class DensityScan
    {
        const double Farthest = 6, Ratio = 0.95;

        /// <summary>eV per atom: how deep a minimum must be to be taken for one, how far beyond it one has seen enough, what counts as feeling one another.</summary>
        const double Depth = 0.005, Climb = 0.3, Felt = 0.05;

        public DensityScan(IEvaluator evaluator, Structure unit, double closest)
        {
            var prediction = new Prediction();
            double? apart = null;
            for (var distance = Farthest; distance > closest; distance *= Ratio)
            {
                var tried = Scaled(unit, distance);
                try
                {
                    evaluator.Evaluate(tried, Request.Energy, prediction);
                }
                catch (AtomsException refusal)
                {
                    Refusal = refusal;
                    return;
                }
                var energy = prediction.Energy / tried.Count;
                apart ??= energy;
                var binds = Energy < apart - Depth;
                if (energy > Energy + (binds ? Math.Min(Climb, 0.5 * (apart.Value - Energy)) : Climb))
                    return;
                if (Best is null || energy < Energy || (!binds && energy > apart + Felt))
                    (Best, Energy) = (tried, energy);
                if (!binds && energy > apart + Felt)
                    return;
            }
        }

        public Structure? Best { get; }

        /// <summary>eV per atom.</summary>
        public double Energy { get; } = double.PositiveInfinity;

        public AtomsException? Refusal { get; }
    }

    static Structure Scaled(Structure s, double factor) => s.Strained(Mat3.Diagonal(factor - 1, factor - 1, factor - 1));

    static double Spacing(Structure crystal) => crystal.Positions.Skip(1).Min(r => (r - crystal.Positions[0]).Length);

    /// <summary>The atoms nearest to the middle.</summary>
    static Structure Ball(Structure crystal, int count)
    {
        var middle = crystal.Positions.Aggregate(Vec3.Zero, (sum, r) => sum + r) / crystal.Count;
        var nearest = Enumerable.Range(0, crystal.Count).OrderBy(i => (crystal.Positions[i] - middle).LengthSquared).Take(count).ToArray();
        return new Structure([.. nearest.Select(i => crystal.Elements[i])], [.. nearest.Select(i => crystal.Positions[i])]);
    }

    static Structure Coloured(Structure s, Element[] elements, Random random)
    {
        // As many of each as can be: then every element is there.
        var shuffled = Enumerable.Range(0, s.Count).Select(i => elements[i % elements.Length]).ToArray();
        random.Shuffle(shuffled);
        return new Structure(shuffled, s.Positions, s.Cell, s.Periodic);
    }

    static Structure Rattled(Structure s, double by, Random random)
    {
        double Next() => by * (2 * random.NextDouble() - 1);
        return s.With(s.Cell, [.. s.Positions.Select(r => r + new Vec3(Next(), Next(), Next()))]);
    }
}
