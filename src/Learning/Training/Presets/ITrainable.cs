using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>A model without its parameters.</summary>
interface ITrainable
{
    IReadOnlyList<NetworkShape> Networks { get; }

    /// <summary>What the networks see of each frame, in the order given.</summary>
    IReadOnlyList<FrameFeatures> Features { get; }

    /// <summary>What was chosen, in a sentence or two.</summary>
    string Description { get; }

    /// <summary>The potential with these parameters, laid out as <see cref="NetworkSet"/> does; without baseline, with atom energies.</summary>
    IPotential Build(ReadOnlySpan<double> parameters, string? baseline);

    /// <summary>Writes the potential of <see cref="Build"/> with its card.</summary>
    void Save(IPotential model, string path, System.Text.Json.Nodes.JsonObject card, bool overwrite);
}
