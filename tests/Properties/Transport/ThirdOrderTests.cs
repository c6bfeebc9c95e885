using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

public sealed class ThirdOrderTests
{
    internal static Structure PrimitiveOf(Structure conventional) => SpaceGroup.Of(conventional).Primitive.Structure;

    internal static LatticeSupercell SiliconCell(double a, int times = 3) => new(PrimitiveOf(Crystal.Diamond(Element.Parse("Si"), a)), Mat3.Diagonal(times, times, times));

    internal static LatticeSupercell ArgonCell(double a, int times = 4) => new(PrimitiveOf(Crystal.Fcc(Element.Parse("Ar"), a)), Mat3.Diagonal(times, times, times));

    [Fact]
    public void Blocks_are_the_third_differences_of_the_energy()
    {
        var potential = PotentialGrammar.Parse("sw");
        var lattice = SiliconCell(5.43);
        var third = ThirdOrder.Of(lattice, potential);
        Assert.True(third.IsExact);
        Assert.True(third.SumRule < 1e-4, $"{third.SumRule}");
        Assert.True(third.Asymmetry < 1e-5, $"{third.Asymmetry}");
        using var evaluator = potential.Open(new EvaluatorOptions(Team.Single, Skin: 0.1));
        var prediction = new Prediction();
        var largest = third.Terms.Max(t => t.Values.Max(Math.Abs));
        foreach (var t in third.Terms.Where((_, k) => k % 41 == 3))
        {
            int[] atoms = [t.A, lattice.AtomAt(t.B, t.CellOfB), lattice.AtomAt(t.C, t.CellOfC)];
            var e = t.Values.Select((v, k) => (Math.Abs(v), k)).Max().k;
            int[] axes = [e / 9, e / 3 % 3, e % 3];
            const double h = 0.02;
            double sum = 0;
            for (var signs = 0; signs < 8; signs++)
            {
                var moved = lattice.Structure.Clone();
                var sign = 1.0;
                for (var d = 0; d < 3; d++)
                {
                    var s = (signs >> d & 1) == 0 ? 1 : -1;
                    sign *= s;
                    moved.Positions[atoms[d]] += s * h * new Vec3(axes[d] == 0 ? 1 : 0, axes[d] == 1 ? 1 : 0, axes[d] == 2 ? 1 : 0);
                }
                evaluator.Evaluate(moved, Request.Energy, prediction);
                sum += sign * prediction.Energy;
            }
            Assert.Equal(sum / (8 * h * h * h), t.Values[e], 4e-3 * largest);
        }
    }

    [Theory]
    [InlineData("sw", "Si", 5.43)]
    [InlineData("lj:epsilon=0.01032,sigma=3.4,cutoff=6.5,switch=5.5", "Ar", 5.3)]
    public void Grüneisen_parameters_are_those_of_frequencies_at_other_volumes(string name, string element, double a)
    {
        var potential = PotentialGrammar.Parse(name);
        LatticeSupercell At(double scale) => element == "Si" ? SiliconCell(a * scale) : ArgonCell(a * scale);
        Vec3[] q = [new(0.25, 0, 0), new(0.5, 0.25, 0), new(0.5, 0.5, 0.25)];
        var lattice = At(1);
        var modes = new DynamicalMatrices(ForceConstants.Of(lattice, potential)).At(q, ModeRequest.Vectors);
        const double strain = 1e-3;
        var wide = new DynamicalMatrices(ForceConstants.Of(At(1 + strain), potential)).At(q);
        var narrow = new DynamicalMatrices(ForceConstants.Of(At(1 - strain), potential)).At(q);
        var third = ThirdOrder.Of(lattice, potential);
        for (var k = 0; k < q.Length; k++)
        {
            for (var m = 0; m < modes.Branches; m++)
            {
                var expected = -Math.Log(wide.Frequency(k, m) / narrow.Frequency(k, m)) / (3 * Math.Log((1 + strain) / (1 - strain)));
                Assert.Equal(expected, Gruneisen(third, modes, k, m), 2e-3 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }

    /// <summary>γ = −(1/6ω²) Σ Φ_abc e*_a e_b r_c e^(2πi q·s_b)/√(m_a m_b).</summary>
    static double Gruneisen(ThirdOrder third, PhononModes modes, int k, int m)
    {
        var (lattice, e) = (third.Lattice, modes.Vector(k, m).ToArray());
        var cell = lattice.Primitive.Cell!;
        var sum = Complex.Zero;
        foreach (var t in third.Terms)
        {
            var s = t.CellOfB + lattice.Fractional(t.B) - lattice.Fractional(t.A);
            var way = cell.ToCartesian(t.CellOfC + lattice.Fractional(t.C) - lattice.Fractional(t.A));
            var phase = Complex.FromPolarCoordinates(1, 2 * Math.PI * Vec3.Dot(modes.Q[k], s)) / Math.Sqrt(lattice.Primitive.MassOf(t.A) * lattice.Primitive.MassOf(t.B));
            for (var f = 0; f < 27; f++)
                sum += t.Values[f] * way[f % 3] * phase * Complex.Conjugate(e[3 * t.A + f / 9]) * e[3 * t.B + f / 3 % 3];
        }
        return -sum.Real / (6 * modes.Eigenvalue(k, m));
    }

    [Fact]
    public void What_has_no_room_is_said() =>
        Assert.Contains("supercell", Assert.Throws<AtomsException>(() => ThirdOrder.Of(ArgonCell(5.3, 2), PotentialGrammar.Parse("sw"), new ThirdOrderSettings { Cutoff = 6 })).Message, StringComparison.Ordinal);
}
