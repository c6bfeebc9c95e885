using Athanor.Inference;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// The exact solution for a linear head, the rest of the model as it is: a Bayesian ridge over energies, forces and stresses (<see cref="BayesianRidge"/>) for the change of the head, with noise and prior by evidence and then, as <see cref="LinearFit"/> does, energies
/// counted more and more often. What does best on the frames held back is the answer, and no change is among what is compared.
/// </summary>
sealed class HeadSolution(ILinearHead model, TrainingFrame[] training, TrainingFrame[] validation, Team team)
{
    /// <summary>Solutions in which noise and prior settle.</summary>
    const int MostSolutions = 8;

    readonly TrainingFrame[] _all = [.. training, .. validation];

    /// <summary>Changes the head, where that does better on the frames held back; false where nothing does, or where there are none.</summary>
    /// <param name="parameters">As the model has taken them over.</param>
    internal bool Improve(double[] parameters)
    {
        var (first, count) = model.Head;
        if (validation.Length == 0 || count == 0)
            return false;
        if (Change() is not { } change)
            return false;
        for (var k = 0; k < count; k++)
            parameters[first + k] += change[k];
        return true;
    }

    double[]? Change()
    {
        using var rows = new HeadModel(model, _all);
        TrainingFrame[] left = [.. training.Select(rows.Left)], leftHeld = [.. validation.Select(rows.Left)];
        // Not to be cancelled: a fit that goes on would lack this solution, and be another.
        if (LinearFit.Gather(rows, left, team, default) is not { } learned || LinearFit.Gather(rows, leftHeld, team, default) is not { } held)
            return null;
        var floor = NetworkFit.Floor;
        var ridge = new BayesianRidge(learned, model.HeadPrior, team, [floor.Energy * floor.Energy, floor.Force * floor.Force, floor.Stress * floor.Stress]);
        double[]? best = null;
        var least = NetworkFit.Score(LinearFit.Of(held, new double[ridge.Weights.Length]));
        void Try()
        {
            ridge.Solve();
            if (NetworkFit.Score(LinearFit.Of(held, ridge.Weights)) is var score && score < least)
                (best, least) = ([.. ridge.Weights], score);
        }

        var evidence = double.NegativeInfinity;
        for (var solution = 0; solution < MostSolutions; solution++)
        {
            if (solution > 0)
                ridge.Update();
            Try();
            if (ridge.LogEvidence - evidence < LinearFit.Settled)
                break;
            evidence = ridge.LogEvidence;
        }
        var noise = ridge.Noise[0];
        foreach (var emphasis in LinearFit.Emphases)
        {
            ridge.Noise[0] = noise / emphasis;
            Try();
        }
        return best;
    }

    /// <summary>The head as a linear model of what the whole leaves of the labels.</summary>
    sealed class HeadModel : ILinearModel, IDisposable
    {
        readonly ILinearHead _model;
        readonly ILinearHeadPass _pass;
        readonly Dictionary<int, TrainingFrame> _frames;

        internal HeadModel(ILinearHead model, TrainingFrame[] frames)
        {
            _model = model;
            _frames = frames.ToDictionary(f => f.Index);
            _pass = (ILinearHeadPass)model.Open();
        }

        public int ParameterCount => _model.Head.Count;

        public double[] Prior => _model.HeadPrior;

        public ILinearRows OpenRows() => new Rows((ILinearHeadPass)_model.Open(), _frames);

        internal TrainingFrame Left(TrainingFrame frame)
        {
            var rows = new double[frame.Features.RowCount];
            var energy = _pass.Evaluate(frame, rows);
            for (var r = 0; r < rows.Length; r++)
                rows[r] = frame.Rows[r] - rows[r];
            return new TrainingFrame { Features = frame.Features, Energy = frame.Energy - energy, Rows = rows, Weight = frame.Weight, Index = frame.Index };
        }

        public void Dispose() => _pass.Dispose();
    }

    sealed class Rows(ILinearHeadPass pass, Dictionary<int, TrainingFrame> frames) : ILinearRows
    {
        public void Fill(int frame, Span<double> rows, int stride) => pass.HeadRows(frames[frame], rows, stride);

        public void Dispose() => pass.Dispose();
    }
}
