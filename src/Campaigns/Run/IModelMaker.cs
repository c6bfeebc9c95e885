using Athanor.Potentials;

namespace Athanor.Campaigns;

/// <summary>A model that was fitted.</summary>
/// <param name="File">As <see cref="IModelMaker.Open"/> reads it.</param>
/// <param name="Errors">By the names of <see cref="ModelErrors"/>.</param>
/// <param name="Note">What a person should know of it.</param>
public sealed record MadeModel(byte[] File, IReadOnlyDictionary<string, double> Errors, string? Note = null);

/// <summary>Makes models of labels, and potentials of models.</summary>
public interface IModelMaker
{
    /// <summary>Fits.</summary>
    /// <param name="before">The version before, which a fit may begin from; null where there is none.</param>
    /// <exception cref="Athanor.Atoms.AtomsException">These labels cannot be fitted; the message says why.</exception>
    MadeModel Make(IReadOnlyList<LabelledCandidate> training, IReadOnlyList<LabelledCandidate> validation, byte[]? before, CancellationToken cancellation);

    /// <summary>The potential that a file holds; one whose members can disagree, or walkers know not when to ask.</summary>
    IPotential Open(byte[] file, long number);
}
