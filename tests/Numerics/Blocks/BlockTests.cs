namespace Athanor.Numerics.Tests;

/// <summary>Every block passes the harness by being listed here.</summary>
public sealed class BlockTests
{
    // Name, the block in double and in float, and how far inputs must stay from a kink at zero.
    static readonly (string Name, IBlock<double> Double, IBlock<float> Single, double Away)[] Listed =
    [
        ("dense 7 to 20", new Dense<double>(7, 20), new Dense<float>(7, 20), 0),
        ("dense 20 to 1", new Dense<double>(20, 1), new Dense<float>(20, 1), 0),
        Activation<Linear>(0), Activation<HyperbolicTangent>(0), Activation<Logistic>(0), Activation<ReversedLogistic>(0), Activation<Softplus>(0),
        Activation<Silu>(0), Activation<Gaussian>(0), Activation<Celu>(0.01), Activation<Rectifier>(0.01), Activation<Cosine>(0),
        Activation<Decay>(0), Activation<Square>(0),
        ("chain", new ChainBlock<double>(Network<double>()), new ChainBlock<float>(Network<float>()), 0),
    ];

    public static TheoryData<string> Names => [.. Listed.Select(b => b.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Faces_are_each_others_derivatives(string name)
    {
        var b = Listed.Single(b => b.Name == name);
        BlockHarness.CheckDerivatives(b.Double, b.Away);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_lane_equals_sixteen(string name)
    {
        var b = Listed.Single(b => b.Name == name);
        BlockHarness.CheckWidths(b.Single, b.Double);
    }

    [Fact]
    public void The_harness_finds_a_wrong_slope()
    {
        var wrong = new Activation<WrongSlope, double>(3);
        Assert.Throws<BlockFaultException>(() => BlockHarness.CheckDerivatives(wrong));
    }

    [Fact]
    public void Activations_stay_finite_far_out()
    {
        Check<HyperbolicTangent>();
        Check<Logistic>();
        Check<ReversedLogistic>();
        Check<Softplus>();
        Check<Silu>();
        Check<Gaussian>();
        Check<Celu>();

        static void Check<TLaw>()
            where TLaw : struct, IActivation
        {
            foreach (var x in new[] { -1000f, -100, -90, -20, 0, 20, 90, 100, 1000 })
            {
                var dual = new Dual<F32x1>(new(x), new(1));
                var y = TLaw.Value(dual);
                var slope = TLaw.Slope(dual, y);
                Assert.True(float.IsFinite(y.Value.V) && float.IsFinite(y.Tangent.V), $"{TLaw.Name} at {x}");
                Assert.True(float.IsFinite(slope.Value.V) && float.IsFinite(slope.Tangent.V), $"{TLaw.Name}' at {x}");
                Assert.Equal(y.Tangent.V, slope.Value.V, 1e-6f);
            }
            Assert.True(float.IsNaN(TLaw.Value(new F32x1(float.NaN)).V));
        }
    }

    [Fact]
    public void Known_values()
    {
        Assert.Equal(Math.Log(1 + Math.E), Softplus.Value(new F64x1(1)).V, 1e-15);
        Assert.Equal(1 / (1 + Math.Exp(-0.5)), Logistic.Value(new F64x1(0.5)).V, 1e-15);
        Assert.Equal(1 - 1 / (1 + Math.Exp(-0.5)), ReversedLogistic.Value(new F64x1(0.5)).V, 1e-15);
        Assert.Equal(0.5 / (1 + Math.Exp(-0.5)), Silu.Value(new F64x1(0.5)).V, 1e-15);
        Assert.Equal(Math.Exp(-0.32), Gaussian.Value(new F64x1(0.8)).V, 1e-15);
        Assert.Equal(0.1 * (Math.Exp(-3) - 1), Celu.Value(new F64x1(-0.3)).V, 1e-15);
        Assert.Equal(0.3, Celu.Value(new F64x1(0.3)).V);
        Assert.Equal(Math.Cos(2), Cosine.Value(new F64x1(2)).V, 1e-15);
        Assert.Equal(Math.Exp(-2), Decay.Value(new F64x1(2)).V, 1e-15);
    }

    [Fact]
    public void Blocks_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Chain<double>(new Dense<double>(3, 4), new Dense<double>(5, 1)));
        using var pass = new Chain<double>(new Dense<double>(3, 4)).CreatePass(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => pass.Begin(3));
    }

    static (string, IBlock<double>, IBlock<float>, double) Activation<TLaw>(double away)
        where TLaw : struct, IActivation => (TLaw.Name, new Activation<TLaw, double>(7), new Activation<TLaw, float>(7), away);

    static Chain<TScalar> Network<TScalar>()
        where TScalar : unmanaged =>
        new(new Dense<TScalar>(6, 9), new Activation<HyperbolicTangent, TScalar>(9), new Dense<TScalar>(9, 5), new Activation<Silu, TScalar>(5), new Dense<TScalar>(5, 2));

    readonly struct WrongSlope : IActivation
    {
        public static string Name => "wrong";

        public static T Value<T>(T x)
            where T : struct, IReal<T> => x * x;

        public static T Slope<T>(T x, T y)
            where T : struct, IReal<T> => x * 1.999;
    }
}
