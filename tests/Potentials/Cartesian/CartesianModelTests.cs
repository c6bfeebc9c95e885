using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Cartesian;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Tests.Cartesian;

public sealed class CartesianModelTests : IDisposable
{
    static readonly Element O = Element.Parse("O"), H = Element.Parse("H");

    readonly string _folder = Directory.CreateTempSubdirectory("athanor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static CartesianModel Model()
    {
        double[] shift = [.. Enumerable.Range(0, 9).Select(k => 0.1 * k)], factor = [.. Enumerable.Range(0, 9).Select(k => 1 + 0.2 * k)];
        double[] low = [.. Enumerable.Repeat(double.NegativeInfinity, 9)], high = [.. Enumerable.Repeat(double.PositiveInfinity, 9)];
        return new CartesianModel([O, H, H], new FunctionScaling(shift, factor, low, high), ElementNetwork.Random(9, [6, 5], 4), -2079.5, "water");
    }

    static Structure Water() => new([O, H, H], [new(0.1, 0, 0.2), new(0.96, 0.1, 0), new(-0.24, 0.93, 0.1)]);

    [Fact]
    public void Forces_are_the_gradient()
    {
        using var evaluator = Model().Open(EvaluatorOptions.Default);
        var (s, prediction) = (Water(), new Prediction());
        evaluator.Evaluate(s, Request.Forces, prediction);
        var forces = prediction.Forces.ToArray();
        const double Step = 1e-5;
        for (var c = 0; c < 9; c++)
        {
            var along = new Vec3(c % 3 == 0 ? Step : 0, c % 3 == 1 ? Step : 0, c % 3 == 2 ? Step : 0);
            s.Positions[c / 3] += along;
            evaluator.Evaluate(s, Request.Energy, prediction);
            var up = prediction.Energy;
            s.Positions[c / 3] -= 2 * along;
            evaluator.Evaluate(s, Request.Energy, prediction);
            Assert.Equal(-(up - prediction.Energy) / (2 * Step), forces[c / 3][c % 3], 1e-6);
            s.Positions[c / 3] += along;
        }
    }

    [Fact]
    public void Tangents_are_differences_of_forces()
    {
        using var evaluator = Model().Open(EvaluatorOptions.Default);
        var (s, prediction, direction) = (Water(), new Prediction(), ForceTangentTests.Direction(3, 8));
        var tangent = new Vec3[3];
        ((IForceTangent)evaluator).ForceTangent(s, direction, tangent);
        Assert.True(Samples.Rms(tangent) > 0.1);
        const double Step = 1e-5;
        Vec3[] At(double t)
        {
            evaluator.Evaluate(s.With(null, [.. s.Positions.Zip(direction, (r, v) => r + t * v)]), Request.Forces, prediction);
            return prediction.Forces.ToArray();
        }
        var (up, down) = (At(Step), At(-Step));
        for (var i = 0; i < 3; i++)
            Assert.Equal(0, (tangent[i] - 1 / (2 * Step) * (up[i] - down[i])).Length, 1e-8);
    }

    [Fact]
    public void It_notices_a_rotation_and_an_exchange_of_equal_atoms()
    {
        using var evaluator = Model().Open(EvaluatorOptions.Default);
        var exchanged = Water();
        (exchanged.Positions[1], exchanged.Positions[2]) = (exchanged.Positions[2], exchanged.Positions[1]);
        var energy = Energy(Water());
        Assert.True(Math.Abs(Energy(exchanged) - energy) > 1e-3);
        Assert.True(Math.Abs(Energy(Water().Rotated(Rotation.About(new Vec3(1, 2, 3), 1))) - energy) > 1e-3);

        double Energy(Structure s)
        {
            var prediction = new Prediction();
            evaluator.Evaluate(s, Request.Energy, prediction);
            return prediction.Energy;
        }
    }

    [Fact]
    public void It_comes_back_from_its_file_with_the_same_bits()
    {
        var path = Path.Combine(_folder, "water.athanor");
        CartesianModelFile.Write(Model(), path, overwrite: false);
        var read = Assert.IsType<CartesianModel>(ModelFileKind.Open(path));
        var (one, other) = (new Prediction(), new Prediction());
        using var before = Model().Open(EvaluatorOptions.Default);
        using var after = read.Open(EvaluatorOptions.Default);
        before.Evaluate(Water(), Request.Everything, one);
        after.Evaluate(Water(), Request.Everything, other);
        Assert.Equal(one.Energy, other.Energy);
        Assert.Equal(one.Forces, other.Forces);
        Assert.Equal(one.Virial, other.Virial);
        Assert.Throws<PotentialException>(() => CartesianModelFile.Write(Model(), path, overwrite: false));
    }

    [Fact]
    public void Other_molecules_and_other_orders_are_refused()
    {
        using var evaluator = Model().Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        var two = new Structure([O, H], [default, new(1, 0, 0)]);
        Assert.Contains("3 atoms and cannot answer", Assert.Throws<PotentialException>(() => evaluator.Evaluate(two, Request.Energy, prediction)).Message);
        var turned = new Structure([H, O, H], [.. Water().Positions]);
        Assert.Contains("knows atom 1 as O, not H", Assert.Throws<PotentialException>(() => evaluator.Evaluate(turned, Request.Energy, prediction)).Message);
    }
}
