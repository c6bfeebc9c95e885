using Athanor.Numerics;

namespace Athanor.Learning.Tests;

public sealed class FrameGradientsTests
{
    static readonly Likelihood Sigma = new(0.05, 0.3, 0.02);

    [Theory]
    [InlineData(1, 100)]
    [InlineData(8, 0.7)]
    public void The_gradient_of_a_batch_is_that_of_its_loss(double emphasis, double huber)
    {
        var (positions, frames) = PairData.Clusters(11);
        var model = new LearnedPairs(positions);
        var loss = new FrameLoss(Sigma, emphasis, huber);
        using var gradients = new FrameGradients(model, 11, Team.Single, frames);
        var parameters = model.Begin(3);
        var gradient = new double[parameters.Length];
        model.Set(parameters);
        var residuals = gradients.Gradient(frames, loss, gradient, out var norm);
        Assert.Equal(Math.Sqrt(gradient.Sum(g => g * g)), norm, 1e-12);
        var labels = residuals.Energies + residuals.Forces + residuals.Stresses;
        const double Step = 1e-5;
        for (var p = 0; p < parameters.Length; p++)
        {
            double At(double shift)
            {
                var moved = (double[])parameters.Clone();
                moved[p] += shift;
                return SlowLoss(positions, frames, moved, loss);
            }
            Assert.Equal((At(Step) - At(-Step)) / (2 * Step) / labels, gradient[p], 2e-5 * norm);
        }
    }

    [Fact]
    public void Neither_threads_nor_company_change_residuals_or_gradients()
    {
        var (positions, frames) = PairData.Clusters(19);
        (Residuals, double[])? first = null;
        foreach (var threads in new[] { 1, 2, 3 })
        {
            using var team = new Team(threads);
            var model = new LearnedPairs(positions);
            using var gradients = new FrameGradients(model, 19, team, frames);
            model.Set(model.Begin(1));
            var gradient = new double[model.ParameterCount];
            gradients.Gradient(frames.AsSpan(0, 5), new FrameLoss(Sigma, 1, 4), gradient, out _);
            var residuals = gradients.Gradient(frames, new FrameLoss(Sigma, 1, 4), gradient, out _);
            Assert.Equal(gradients.Evaluate(frames).ForceRmse, residuals.ForceRmse, 1e-12);
            first ??= (residuals, gradient);
            Assert.Equal(first.Value.Item1, residuals);
            Assert.Equal(first.Value.Item2, gradient);
        }
    }

    static double SlowLoss(IReadOnlyList<Vec3[]> positions, TrainingFrame[] frames, double[] parameters, FrameLoss loss)
    {
        var model = new LearnedPairs(positions);
        model.Set(parameters);
        using var pass = model.Open();
        double sum = 0;
        foreach (var frame in frames)
        {
            var (rows, atoms) = (new double[frame.Rows.Length], frame.Features.Atoms);
            var energy = pass.Evaluate(frame, rows);
            double Size(int from, int count) => Math.Sqrt(Enumerable.Range(from, count).Where(r => !double.IsNaN(frame.Rows[r])).Sum(r => Math.Pow(rows[r] - frame.Rows[r], 2)));
            if (frame.Energy is { } e)
                sum += loss.Emphasis * Likelihood.EnergyCount(frame) * Rho((energy - e) / atoms / loss.Sigma.Energy, loss.Huber);
            for (var i = 0; i < atoms; i++)
                sum += frame.Weight * Rho(Size(3 * i, 3) / loss.Sigma.Force, loss.Huber * Math.Sqrt(3));
            sum += frame.Weight * Rho(Size(3 * atoms, 6) / (frame.Features.Volume * loss.Sigma.Stress), loss.Huber * Math.Sqrt(6));
        }
        return sum;
    }

    static double Rho(double x, double huber) => Math.Abs(x) <= huber ? 0.5 * x * x : huber * (Math.Abs(x) - 0.5 * huber);
}
