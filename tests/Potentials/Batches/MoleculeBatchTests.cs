using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Nep;
using Athanor.Potentials.Networks;
using Athanor.Potentials.Tests.Nep;

namespace Athanor.Potentials.Tests.Batches;

/// <summary>Molecules together against one by one.</summary>
public sealed class MoleculeBatchTests
{
    static readonly Element[] Elements = [new(1), new(6), new(8)];

    /// <summary>A random molecule somewhere far out.</summary>
    static Structure Molecule(int atoms, int seed, double far = 3e5)
    {
        var random = new Random(seed);
        Vec3 Point() => new(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        var middle = far * Point();
        var size = 2 * Math.Cbrt(10.0 * atoms);
        var positions = new List<Vec3>();
        while (positions.Count < atoms)
        {
            var r = middle + size * Point();
            if (positions.TrueForAll(p => (p - r).Length > 0.9))
                positions.Add(r);
        }
        return new Structure([.. Enumerable.Range(0, atoms).Select(_ => Elements[random.Next(Elements.Length)])], [.. positions]);
    }

    static BehlerModel Behler(int seed)
    {
        var functions = SymmetryFunctionChoice.From([.. Enumerable.Range(0, 4).Select(k => Molecule(30, 50 + k, 0))], 4.0);
        return new BehlerModel(
            functions,
            [.. Elements.Select((_, s) => FunctionScaling.Identity(functions.Count(s)))],
            [.. Elements.Select((_, s) => ElementNetwork.Random(functions.Count(s), [8, 8], seed + s))],
            [-13, -1000, -2000]);
    }

    static NepModel NepModel(Element[] elements) => NepSamples.Random(NepSamples.Forms["nep4 l2"] with { Elements = [.. elements], RadialCutoffs = [.. elements.Select(_ => 5.0)], AngularCutoffs = [.. elements.Select(_ => 4.0)] });

    public static TheoryData<string> Potentials => ["lj:epsilon=0.01,sigma=2.5,cutoff=6", "zbl", "zbl - 0.5 * lj:epsilon=0.01,sigma=2.5,cutoff=6", "behler", "ani", "nep", "nep of ten", "committee", "whole"];

    static IPotential Potential(string name) => name switch
    {
        "behler" => Behler(1),
        "ani" => Ani.Samples.Model(),
        "nep" => NepModel(Elements),
        "nep of ten" => NepModel([.. Enumerable.Range(1, 10).Select(z => new Element(z))]),
        "committee" => new Committee("three", [Behler(1), Behler(4), Behler(7)]),
        "whole" => new WholeStructure(Behler(1)),
        _ => PotentialGrammar.Parse(name),
    };

    // Some too large for a batch, some that repeat.
    static Structure[] Mixed()
    {
        var sizes = new[] { 3, 27, 1, 40, 200, 2, 500, 90, 300, 60, 5, 8 };
        Structure[] all = [.. sizes.Select((n, k) => Molecule(n, k))];
        all[7] = new Structure([.. all[7].Elements], all[7].Positions, new Cell(new(30, 0, 0), new(2, 28, 0), new(0, 1, 33)), Periodicity.All);
        return all;
    }

    static Prediction[] Together(IEvaluator evaluator, params Structure[] structures)
    {
        Prediction[] into = [.. structures.Select(_ => new Prediction())];
        evaluator.EvaluateEach(structures, Request.Everything, into);
        return into;
    }

    [Theory]
    [MemberData(nameof(Potentials))]
    public void MoleculesTogetherAreThoseOneByOne(string name)
    {
        var structures = Mixed();
        using var evaluator = Potential(name).Open(EvaluatorOptions.Default);
        var together = Together(evaluator, structures);
        var one = new Prediction();
        for (var k = 0; k < structures.Length; k++)
        {
            evaluator.Evaluate(structures[k], Request.Everything, one);
            Near(one, together[k], 1e-7); // Positions 3e5 Å out are rounded in other places: 4e-11 Å of steep potentials.
        }
    }

    static void Near(Prediction expected, Prediction got, double tolerance)
    {
        var scale = 1.0;
        foreach (var f in expected.Forces)
            scale = Math.Max(scale, f.Length);
        tolerance *= scale;
        Assert.Equal(expected.Holds, got.Holds);
        Assert.Equal(expected.Count, got.Count);
        Assert.Equal(expected.Energy, got.Energy, tolerance);
        Assert.Equal(expected.EnergyStd ?? -1, got.EnergyStd ?? -1, tolerance);
        Assert.Equal(expected.HasForcesStd, got.HasForcesStd);
        for (var c = 0; c < 9; c++)
            Assert.Equal(expected.Virial[c / 3, c % 3], got.Virial[c / 3, c % 3], 100 * tolerance);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.InRange((expected.Forces[i] - got.Forces[i]).Length, 0, tolerance);
            Assert.Equal(expected.AtomEnergies[i], got.AtomEnergies[i], tolerance);
            if (expected.HasForcesStd)
                Assert.InRange((expected.ForcesStd[i] - got.ForcesStd[i]).Length, 0, tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Potentials))]
    public void CompanyChangesNoBit(string name)
    {
        var structures = Mixed();
        using var team = new Team(3);
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            using var evaluator = Potential(name).Open(new EvaluatorOptions(Team.Single, precision));
            using var shared = Potential(name).Open(new EvaluatorOptions(team, precision));
            var together = Together(shared, structures);
            Structure[] backwards = [.. structures.Reverse()];
            var reversed = Together(evaluator, backwards).Reverse().ToArray();
            for (var k = 0; k < structures.Length; k++)
            {
                Same(together[k], reversed[k]);
                Same(together[k], Together(evaluator, structures[k])[0]);
            }
        }
    }

    static void Same(Prediction expected, Prediction got)
    {
        Assert.Equal(expected.Energy, got.Energy);
        Assert.Equal(expected.EnergyStd, got.EnergyStd);
        Assert.Equal(expected.Virial, got.Virial);
        Assert.Equal(expected.Forces, got.Forces);
        Assert.Equal(expected.AtomEnergies, got.AtomEnergies);
        Assert.Equal(expected.ForcesStd, got.ForcesStd);
    }

    [Fact]
    public void AMistakeIsThatOfItsStructure()
    {
        using var evaluator = Potential("behler").Open(EvaluatorOptions.Default);
        var two = new Structure([new(8), new(1), new(1)], [new(1, 1, 1), new(2, 2, 2), new(2, 2, 2)]);
        var coincident = Assert.Throws<CoincidentAtomsException>(() => Together(evaluator, Molecule(4, 1), two));
        Assert.Equal((1, 2), (Math.Min(coincident.First, coincident.Second), Math.Max(coincident.First, coincident.Second)));
        Assert.Throws<UncoveredElementException>(() => Together(evaluator, Molecule(4, 1), new Structure([new(79)], [default])));
        Assert.Throws<AtomsException>(() => Together(evaluator, new Structure([new(8)], [new(double.NaN, 0, 0)])));
        Assert.Single(Together(evaluator, Molecule(4, 1))); // And it can be used again.
    }

    [Fact]
    public void WhatAModelRefusesItRefusesInABatch()
    {
        using var evaluator = Potential("ani").Open(EvaluatorOptions.Default);
        Assert.Throws<PotentialException>(() => Together(evaluator, Molecule(4, 1), new Structure([new(8)], [default]) { Charge = -2 }));
    }

    [Fact]
    public void NothingIsNothing()
    {
        using var evaluator = Potential("behler").Open(EvaluatorOptions.Default);
        Assert.Empty(Together(evaluator));
    }

    /// <summary>Knows nothing of batches.</summary>
    sealed class WholeStructure(IPotential of) : IPotential
    {
        public string Name => "whole";

        public double? Cutoff => null;

        public bool Covers(Element element) => of.Covers(element);

        public IEvaluator Open(EvaluatorOptions options) => new OneByOne(of.Open(options));

        sealed class OneByOne(IEvaluator of) : IEvaluator
        {
            public void Evaluate(Structure structure, Request request, Prediction into) => of.Evaluate(structure, request, into);

            public void Dispose() => of.Dispose();
        }
    }
}
