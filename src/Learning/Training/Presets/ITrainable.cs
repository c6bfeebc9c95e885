using System.Text.Json.Nodes;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>A model without its parameters.</summary>
interface ITrainable
{
    /// <summary>What the model sees of each frame, in the order given; no more than its size where the fit computes that itself.</summary>
    IReadOnlyList<FrameFeatures> Features { get; }

    /// <summary>What was chosen, in a sentence or two.</summary>
    string Description { get; }

    /// <summary>The optimiser that suits the model, on these frames.</summary>
    IModelFit Open(TrainingFrame[] training, TrainingFrame[] validation, FitOptions options, Team team);

    /// <summary>The potential with these parameters, laid out as the fit does; without baseline, with atom energies.</summary>
    IPotential Build(ReadOnlySpan<double> parameters, string? baseline);

    /// <summary>The potential of what a fit kept, with whatever else it brought along: heads, say.</summary>
    IPotential Build(FitState state, string? baseline) => Build(state.Best, baseline);

    /// <summary>The potential of <see cref="Build(FitState, string?)"/> with its card, as a model file.</summary>
    ModelFile ToFile(IPotential model, JsonObject card);
}
