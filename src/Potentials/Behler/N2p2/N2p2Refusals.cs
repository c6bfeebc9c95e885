namespace Athanor.Potentials.Behler.N2p2;

/// <summary>Keywords of <c>input.nn</c> that say that the energy is something else than what <see cref="N2p2Model"/> reads. All others that it does not ask for only matter to training.</summary>
static class N2p2Refusals
{
    /// <exception cref="PotentialException">Such a keyword is there; file, line and what it means.</exception>
    internal static void Check(N2p2Settings settings)
    {
        foreach (var keyword in new[] { "nnp_generation", "nnp_gen", "nnp_type" })
        {
            if (settings.Find(keyword) is { } line && !(line[0].StartsWith('2') || line[0].Contains("2G", StringComparison.OrdinalIgnoreCase)))
                throw new PotentialException($"{line.Where}: '{keyword} {line[0]}' is not supported: charges and the energy they make are not read. Short-range models (second generation) are.");
        }
        if (settings.Find("nn_type_short") is { } type && type.Whole(0) != 1)
            throw new PotentialException($"{type.Where}: networks over pairs ('nn_type_short {type[0]}') are not supported; networks over atoms are.");
        foreach (var (keyword, meaning) in Meanings)
        {
            if (settings.All(keyword) is [var line, ..])
                throw new PotentialException($"{line.Where}: '{keyword}' is not supported: {meaning}.");
        }
        foreach (var keyword in new[] { "cutoff_alpha", "inner_cutoff_short" })
        {
            if (settings.Find(keyword) is { } line && line.Number64(0) != 0)
                throw new PotentialException($"{line.Where}: '{keyword}' is not supported; n2p2 takes the inner part of the cutoff from the second number of 'cutoff_type'. Put it there.");
        }
        if (settings.Keywords.FirstOrDefault(k => k.StartsWith("committee_", StringComparison.Ordinal)) is { } committee)
            throw new PotentialException($"{settings.All(committee)[0].Where}: ensembles ('{committee}') are not read as one model. Put the weights of each member in a folder of its own, and name them 'committee(…)'.");
        if (settings.Find("normalize_data_set") is { } normalize && !settings.Has("conv_energy"))
            throw new PotentialException($"{normalize.Where}: '{normalize.Words[0]}' says that the weights belong to normalised energies, but mean_energy, conv_energy and conv_length are missing. Take the input.nn that the training wrote.");
    }

    static readonly (string Keyword, string Meaning)[] Meanings =
    [
        ("use_electrostatics", "electrostatic energies are not computed"),
        ("use_vdw", "dispersion energies are not computed"),
        ("pairsymfunction_short", "functions of pairs are not computed"),
        ("global_pairsymfunction_short", "functions of pairs are not computed"),
        ("element_pairsymfunction_short", "functions of pairs are not computed"),
        ("global_symfunction_short", "RuNNer makes functions for all elements of it. Take the input.nn in which each function is a line 'symfunction_short'"),
        ("element_symfunction_short", "RuNNer makes functions for all neighbours of it. Take the input.nn in which each function is a line 'symfunction_short'"),
    ];
}
