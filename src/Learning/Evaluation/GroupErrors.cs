using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>Errors of the frames of one group (<c>config_type</c>), or of all.</summary>
public sealed class GroupErrors(string name)
{
    public string Name => name;

    public int Frames { get; private set; }

    /// <summary>eV per atom.</summary>
    public ErrorSum Energy { get; } = new();

    /// <summary>eV/Å, by component.</summary>
    public ErrorSum Forces { get; } = new();

    /// <summary>eV/Å³, the six components.</summary>
    public ErrorSum Stress { get; } = new();

    /// <summary>Errors of energies in units of the standard deviation that the potential gave with them, spread and noise together; empty where it gave none.</summary>
    public ErrorSum EnergyPerStd { get; } = new();

    /// <summary>The same of force components.</summary>
    public ErrorSum ForcesPerStd { get; } = new();

    /// <summary>Where the largest force error is, in words; null without forces.</summary>
    public string? WorstForce { get; private set; }

    public bool Any => Energy.Count + Forces.Count + Stress.Count > 0;

    public void Add(EvaluatedFrame evaluated)
    {
        var (frame, prediction) = evaluated;
        Frames++;
        if (frame.Energy is { } energy)
        {
            Energy.Add((prediction.Energy - energy) / frame.Structure.Count);
            if (prediction.EnergySigma is > 0 and var sigma)
                EnergyPerStd.Add((prediction.Energy - energy) / sigma);
        }
        if (evaluated.Forces is { } forces)
        {
            for (var i = 0; i < forces.Length; i++)
            {
                var error = prediction.Forces[i] - forces[i];
                var std = prediction.ForceSigma(i);
                for (var c = 0; c < 3; c++)
                {
                    // What symmetry forbids has neither error nor spread.
                    if (std[c] > 0)
                        ForcesPerStd.Add(error[c] / std[c]);
                    if (Forces.Add(error[c]))
                        WorstForce = $"atom {i + 1} ({frame.Structure.Elements[i]}) of {(frame.Source is { } s ? $"frame {s.Index + 1}" : frame.Structure.Formula)}";
                }
            }
        }
        if (evaluated.Stress is { } stress && prediction.StressIn(frame.Structure) is { } predicted)
        {
            for (var a = 0; a < 3; a++)
            {
                for (var b = a; b < 3; b++)
                    Stress.Add(predicted[a, b] - stress[a, b]);
            }
        }
    }
}
