using Athanor.Numerics;

namespace Athanor.Learning.Tests;

public sealed unsafe class ObjectiveTests
{
    static readonly Likelihood Sigma = new(0.3, 0.7, 0.05);

    [Fact]
    public void Rows_of_the_jacobian_are_differences_of_the_prediction()
    {
        var random = new Random(3);
        using var networks = new NetworkSet([new(7, [5, 4]), new(18, [6])]);
        var frame = RandomFeatures.Frame(random, 2, [7, 18], strained: true);
        var parameters = networks.Initialise(1);
        using var pass = IFramePass.Open();
        var stride = FrameFeatures.Padded(networks.ParameterCount) + FrameFeatures.Lanes;
        var matrix = new float[(frame.RowCount + 1) * stride];
        networks.Set(parameters);
        fixed (float* m = matrix)
            pass.Jacobian(frame, networks, m, stride);
        for (var p = 0; p < parameters.Length; p++)
        {
            const double Step = 2e-2;
            var difference = Differences(Step).Zip(Differences(Step / 2), (coarse, fine) => (4 * fine - coarse) / 3).ToArray();
            for (var r = 0; r <= frame.RowCount; r++)
                Assert.Equal(difference[r], matrix[r * stride + p], 2e-3);

            double[] Differences(double h)
            {
                double[] up = Predict(p, h), down = Predict(p, -h);
                return [.. up.Zip(down, (u, d) => (u - d) / (2 * h))];
            }
        }

        double[] Predict(int parameter, double by)
        {
            var moved = (double[])parameters.Clone();
            moved[parameter] += by;
            networks.Set(moved);
            var rows = new double[frame.RowCount];
            var energy = pass.Predict(frame, networks, rows);
            return [energy, .. rows];
        }
    }

    [Fact]
    public void Gradient_by_one_combined_tangent_is_the_jacobian_times_the_residual()
    {
        using var team = new Team(2);
        using var networks = new NetworkSet([new(7, [5, 4]), new(18, [6])]);
        using var objective = new Objective(Frames(), networks, team);
        var parameters = networks.Initialise(1);
        var n = parameters.Length;
        var (normal, viaJacobian, direct) = (new double[n * n], new double[n], new double[n]);
        objective.Linearise(parameters, Sigma, normal, viaJacobian);
        var perFrame = Enumerable.Range(0, 9).Select(_ => new float[n + FrameFeatures.Lanes]).ToArray();
        objective.Gradient(parameters, Sigma, 0, 9, perFrame, direct);
        var scale = viaJacobian.Max(Math.Abs);
        for (var p = 0; p < n; p++)
            Assert.Equal(viaJacobian[p], direct[p], 1e-5 * scale);
    }

    [Fact]
    public void Normal_equations_have_the_same_bits_on_any_number_of_threads()
    {
        var one = Linearised(1);
        Assert.Equal(one, Linearised(2));
        Assert.Equal(one, Linearised(3));
        Assert.Contains(one, x => x != 0);

        static double[] Linearised(int threads)
        {
            using var team = new Team(threads);
            using var networks = new NetworkSet([new(7, [5, 4]), new(18, [6])]);
            using var objective = new Objective(Frames(), networks, team);
            var n = networks.ParameterCount;
            var (normal, gradient) = (new double[n * n], new double[n]);
            objective.Linearise(networks.Initialise(1), Sigma, normal, gradient);
            return [.. normal, .. gradient];
        }
    }

    [Fact]
    public void Levenberg_marquardt_descends_to_where_the_gradient_vanishes()
    {
        using var team = new Team(2);
        using var networks = new NetworkSet([new(7, [3]), new(18, [3])]);
        using var objective = new Objective(Frames(), networks, team);
        var optimiser = new LevenbergMarquardt(objective, team) { Prior = 1e-1 };
        var parameters = networks.Initialise(1);
        var losses = new List<double>();
        for (var step = 0; step < 200; step++)
        {
            if (optimiser.Step(parameters, Sigma) is not { } residuals)
                break;
            losses.Add(residuals.ChiSquared(Sigma) + optimiser.Prior * parameters.Sum(p => p * p));
        }
        for (var k = 1; k < losses.Count; k++)
            Assert.True(losses[k] <= losses[k - 1]);
        var n = parameters.Length;
        var (normal, gradient) = (new double[n * n], new double[n]);
        objective.Linearise(parameters, Sigma, normal, gradient);
        for (var p = 0; p < n; p++)
            Assert.Equal(-optimiser.Prior * parameters[p], gradient[p], 2e-2);
    }

    static TrainingFrame[] Frames()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, 9).Select(k => RandomFeatures.Labelled(random, RandomFeatures.Frame(random, 2 + k % 3, [7, 18], k % 2 == 0), k))];
    }
}
