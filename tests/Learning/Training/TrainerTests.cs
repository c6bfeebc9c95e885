using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

public sealed class TrainerTests
{
    [Fact]
    public void Silicon_of_stillinger_and_weber_is_learned_in_a_few_sweeps()
    {
        var result = TrainingData.Train(TrainingData.Silicon(40), new TrainingOptions { Cutoff = 5, Hidden = [10], MostSteps = 30 });
        var fresh = TrainingData.Silicon(10, seed: 77);
        var (energy, force) = Errors(result.Potential, fresh);
        var spread = SpreadOf(fresh);
        Assert.True(energy < 0.05 * spread.Energy, $"energy RMSE {energy} of a spread of {spread.Energy} eV/atom");
        Assert.True(force < 0.10 * spread.Force, $"force RMSE {force} of a spread of {spread.Force} eV/Å");
        Assert.InRange(result.BestStep, 1, 30);
    }

    [Fact]
    public void A_model_on_zbl_gives_the_total()
    {
        const double AtomEnergy = -14.5;
        var frames = TrainingData.DenseArgon(24, AtomEnergy);
        var result = TrainingData.Train(frames, new TrainingOptions { Baseline = TrainingData.WideZbl, Cutoff = 4, Hidden = [8], MostSteps = 25, Validation = 0.2 });
        Assert.Equal(TrainingData.WideZbl, TrainingData.NetworkOf(result).Baseline);
        var (energy, force) = Errors(result.Potential, frames[1..]);
        var spread = SpreadOf(frames[1..]);
        Assert.True(energy < 0.1 * spread.Energy, $"energy RMSE {energy} of {spread.Energy} eV/atom");
        Assert.True(force < 0.15 * spread.Force, $"force RMSE {force} of {spread.Force} eV/Å");
        // Without the baseline the network is not the potential.
        Assert.True(Errors(TrainingData.NetworkOf(result), frames[1..]).Force > 2 * force);
    }

    [Fact]
    public void Energies_far_from_the_atoms_cost_no_sweeps()
    {
        // Measured from the isolated atom, these crystals start 2 eV/atom away.
        var frames = TrainingData.DenseArgon(24, -14.5);
        var result = TrainingData.Train(frames, new TrainingOptions { Baseline = TrainingData.WideZbl, Cutoff = 4, Hidden = [8], MostSteps = 3 });
        Assert.True(result.History[^1].Validation.EnergyRmse < 0.2, $"{result.History[^1].Validation.EnergyRmse} eV/atom after three sweeps");
    }

    [Fact]
    public void Bits_are_the_same_on_one_thread_and_two()
    {
        using var two = new Team(2);
        var options = new TrainingOptions { Cutoff = 4.5, Hidden = [6], MostSteps = 6 };
        var one = TrainingData.Train(TrainingData.Silicon(12), options);
        var other = TrainingData.Train(TrainingData.Silicon(12), options, two);
        Assert.Equal(one.History, other.History);
        Assert.Equal(TrainingData.ParametersOf(one), TrainingData.ParametersOf(other));
    }

    [Fact]
    public void Stress_is_learned_with_its_sign_and_unit()
    {
        var result = TrainingData.Train(TrainingData.Silicon(40), new TrainingOptions { Cutoff = 5, Hidden = [10], MostSteps = 30 });
        using var evaluator = result.Potential.Open(EvaluatorOptions.Default);
        double error = 0, size = 0;
        foreach (var frame in TrainingData.Silicon(10, seed: 77))
        {
            var stress = TrainingData.Label(frame.Structure, evaluator).Stress!.Value;
            for (var c = 0; c < 3; c++)
            {
                error += Math.Pow(stress.Row(c).X - frame.Stress!.Value.Row(c).X, 2);
                size += Math.Pow(frame.Stress!.Value.Row(c).X, 2);
            }
        }
        Assert.True(Math.Sqrt(error / size) < 0.15, $"stress is off by {Math.Sqrt(error / size):P0}");
    }

    [Fact]
    public void A_group_of_weight_zero_is_not_learned()
    {
        // The odd frames lie; with weight zero they say nothing.
        var frames = TrainingData.Silicon(24);
        foreach (var frame in frames.Where(f => f.Group == "odd"))
            frame.Energy += 0.3 * frame.Structure.Count;
        var options = new TrainingOptions { Cutoff = 5, Hidden = [6], MostSteps = 15 };
        var told = TrainingData.Train(frames, options with { GroupWeights = new Dictionary<string, double> { ["odd"] = 0 } });
        var believed = TrainingData.Train(frames, options);
        var even = frames.Where(f => f.Group == "even").ToArray();
        Assert.True(Errors(told.Potential, even).Energy < 0.3 * Errors(believed.Potential, even).Energy);
    }

    [Fact]
    public void A_baseline_that_does_not_exist_or_does_not_fit_is_refused()
    {
        var import = TrainingData.Inspected(TrainingData.Silicon(4));
        Assert.ThrowsAny<PotentialException>(() => new Trainer(import, new TrainingOptions { Baseline = "zbll" }, Team.Single));
        var e = Assert.Throws<PotentialException>(() => new Trainer(import, new TrainingOptions { Preset = "cartesian", Baseline = "zbl" }, Team.Single));
        Assert.Contains("leave --baseline out", e.Message);
        Assert.Contains("Known: auto, behler", Assert.Throws<PotentialException>(() => new Trainer(import, new TrainingOptions { Preset = "beler" }, Team.Single)).Message);
    }

    static (double Energy, double Force) Errors(IPotential potential, IReadOnlyList<Frame> frames)
    {
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        double energy = 0, force = 0, components = 0;
        foreach (var frame in frames)
        {
            var found = TrainingData.Label(frame.Structure, evaluator);
            energy += Math.Pow((found.Energy!.Value - frame.Energy!.Value) / frame.Structure.Count, 2) / frames.Count;
            for (var i = 0; i < frame.Structure.Count; i++)
                force += (found.Forces![i] - frame.Forces![i]).LengthSquared;
            components += 3 * frame.Structure.Count;
        }
        return (Math.Sqrt(energy), Math.Sqrt(force / components));
    }

    static (double Energy, double Force) SpreadOf(IReadOnlyList<Frame> frames)
    {
        double[] energies = [.. frames.Select(f => f.Energy!.Value / f.Structure.Count)];
        var mean = energies.Average();
        return (Math.Sqrt(energies.Average(e => (e - mean) * (e - mean))), Math.Sqrt(frames.Average(f => f.Forces!.Average(v => v.LengthSquared / 3))));
    }
}
