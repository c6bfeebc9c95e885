using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

/// <summary>The same answer from one lane and from sixteen, from floats and from doubles, from one thread and from three.</summary>
public sealed class PrecisionTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { "lj:epsilon=0.0104,sigma=3.4,cutoff=8.5", "argon" },
        { "lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,switch=6", "argon" },
        { "lj:Na.epsilon=0.01,Na.sigma=2.4,Cl.epsilon=0.02,Cl.sigma=3.5,cutoff=8", "salt" },
        { "morse:D=0.34,alpha=1.36,r0=2.87,cutoff=8", "salt" },
        { "buckingham:A=1388.773,rho=0.36232,C=175,cutoff=9,shift", "salt" },
        { "gaussian:depth=0.34,distance=2.87,width=0.9,cutoff=8", "salt" },
        { "zbl:scale=1.5", "salt" },
        { "sw", "silicon" },
        { "0.5 * sw + zbl:scale=1.5", "silicon" },
        { "emt", "alloy" },
        { "tersoff:Si", "silicon" },
        { "tersoff:SiC", "carbide" },
        { EamSamples.Expression, "copper and nickel" },
    };

    static Structure Of(string sample) => sample switch
    {
        "argon" => Samples.Argon(6),
        "salt" => Samples.Salt(5),
        "copper and nickel" => Samples.Alloy(5, 4, "Cu", "Ni"),
        "carbide" => Samples.Carbide(5),
        "alloy" => Samples.Alloy(5),
        _ => Samples.Silicon(5),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Single_precision_forces_are_within_a_hundred_thousandth(string expression, string sample)
    {
        var potential = PotentialGrammar.Parse(expression);
        var structure = Of(sample);
        var exact = potential.Evaluate(structure);
        var single = potential.Evaluate(structure, EvaluatorOptions.Default with { Precision = Precision.Single });
        var scale = Samples.Rms(exact.Forces.ToArray());
        var error = Samples.Rms(exact.Forces.ToArray().Zip(single.Forces.ToArray(), (a, b) => a - b));
        Assert.InRange(error / scale, 1e-9, 1e-5);
        // Some count energies from the crystal: what cancels there has the size of an eV all the same.
        var energyScale = Math.Max(exact.AtomEnergies.ToArray().Sum(Math.Abs), structure.Count);
        Assert.Equal(exact.Energy, single.Energy, 1e-6 * energyScale);
        Assert.Equal(exact.Virial.XX, single.Virial.XX, 1e-5 * (Math.Abs(exact.Virial.Trace) + energyScale));
        Assert.Equal(exact.Virial.YZ, single.Virial.YZ, 1e-5 * (Math.Abs(exact.Virial.Trace) + energyScale));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Threads_do_not_change_a_bit(string expression, string sample)
    {
        var potential = PotentialGrammar.Parse(expression);
        var structure = Of(sample);
        using var team = new Team(3);
        foreach (var precision in new[] { Precision.Single, Precision.Double })
        {
            var one = potential.Evaluate(structure, new EvaluatorOptions(Team.Single, precision, 0.5));
            var three = potential.Evaluate(structure, new EvaluatorOptions(team, precision, 0.5));
            Assert.Equal(one.Energy, three.Energy);
            Assert.Equal(one.Virial, three.Virial);
            Assert.True(one.Forces.SequenceEqual(three.Forces));
            Assert.True(one.AtomEnergies.SequenceEqual(three.AtomEnergies));
        }
    }

    [Fact]
    public void Every_width_gives_the_same_numbers()
    {
        // Of one species, of a few, and of more than fit a register.
        Widths((PairPotential<LennardJones>)PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,shift"), Samples.Argon(3));
        Widths((PairPotential<LennardJones>)PotentialGrammar.Parse("lj:Na.epsilon=0.01,Na.sigma=2.4,Cl.epsilon=0.02,Cl.sigma=3.5,K.epsilon=1,K.sigma=1,cutoff=8"), Samples.Salt(3));
        Widths((PairPotential<ZblLaw>)PotentialGrammar.Parse("zbl:scale=1.5"), Samples.Salt(3));
    }

    static void Widths<TLaw>(PairPotential<TLaw> pair, Structure structure)
        where TLaw : struct, IPairLaw<TLaw>
    {
        Agree<float>(structure, 1e-5, Fixed<float>(pair, pair.OpenKernel<float, F32x1>), Fixed<float>(pair, pair.OpenKernel<float, F32x4>), Fixed<float>(pair, pair.OpenKernel<float, F32x8>), Fixed<float>(pair, pair.OpenKernel<float, F32x16>));
        Agree<double>(structure, 1e-13, Fixed<double>(pair, pair.OpenKernel<double, F64x1>), Fixed<double>(pair, pair.OpenKernel<double, F64x2>), Fixed<double>(pair, pair.OpenKernel<double, F64x4>), Fixed<double>(pair, pair.OpenKernel<double, F64x8>));
    }

    [Fact]
    public void Every_width_gives_the_same_numbers_of_Stillinger_and_Weber()
    {
        var sw = new StillingerWeber();
        var structure = Samples.Silicon(3);
        Agree<float>(structure, 1e-5, Fixed<float>(sw, () => new StillingerWeberKernel<float, F32x1>(sw)), Fixed<float>(sw, () => new StillingerWeberKernel<float, F32x4>(sw)), Fixed<float>(sw, () => new StillingerWeberKernel<float, F32x8>(sw)), Fixed<float>(sw, () => new StillingerWeberKernel<float, F32x16>(sw)));
        Agree<double>(structure, 1e-13, Fixed<double>(sw, () => new StillingerWeberKernel<double, F64x1>(sw)), Fixed<double>(sw, () => new StillingerWeberKernel<double, F64x2>(sw)), Fixed<double>(sw, () => new StillingerWeberKernel<double, F64x4>(sw)), Fixed<double>(sw, () => new StillingerWeberKernel<double, F64x8>(sw)));
    }

    static FixedWidth Fixed<T>(ShortRangeModel model, Func<object> open) => new(model, open);

    static void Agree<T>(Structure structure, double tolerance, params FixedWidth[] models)
    {
        var options = EvaluatorOptions.Default with { Precision = typeof(T) == typeof(float) ? Precision.Single : Precision.Double };
        var one = models[0].Evaluate(structure, options);
        var scale = Samples.Rms(one.Forces.ToArray());
        foreach (var model in models[1..])
        {
            var wide = model.Evaluate(structure, options);
            Assert.Equal(0, Samples.Rms(one.Forces.ToArray().Zip(wide.Forces.ToArray(), (a, b) => a - b)) / scale, tolerance);
            Assert.Equal(one.Energy, wide.Energy, tolerance * one.AtomEnergies.ToArray().Sum(Math.Abs));
        }
    }

    /// <summary>A model whose kernel has a width of the test's choice.</summary>
    sealed class FixedWidth(ShortRangeModel model, Func<object> open) : ShortRangeModel
    {
        public override string Name => model.Name;

        public override double Range => model.Range;

        public override int SpeciesOf(Element element) => model.SpeciesOf(element);

        public override BlockKernel<T> OpenKernel<T>() => (BlockKernel<T>)open();
    }
}
