namespace Athanor.Potentials;

/// <summary>
/// A format of another program (or our own) in which some models can be written. A new one is a class and a line in <see cref="ModelExports.All"/>.
/// </summary>
public interface IModelExport
{
    /// <summary>What a user types: "n2p2".</summary>
    string Name { get; }

    /// <summary>What it writes, in half a sentence: "a folder with input.nn, scaling.data and weights.ZZZ.data".</summary>
    string Summary { get; }

    /// <summary>Whether a model is a folder of files rather than one file.</summary>
    bool IsFolder { get; }

    /// <summary>
    /// Why this potential cannot be written in the format without becoming another one, as a whole sentence; null where it can. Combinations come as they are
    /// (<see cref="ModelWithBaseline"/>, <see cref="Committee"/>, <see cref="WeightedSum"/>): whether the format has room for them is its business.
    /// </summary>
    string? WhyNot(IPotential potential);

    /// <summary>Writes the model. Only called where <see cref="WhyNot"/> said nothing.</summary>
    /// <param name="path">A file that does not exist yet, or a folder that exists and is empty; it gets its own name once all is written, so the name means nothing.</param>
    void Write(IPotential potential, string path);
}
