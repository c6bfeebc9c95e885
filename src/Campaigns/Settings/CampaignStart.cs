using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Campaigns;

/// <summary>Looks at what a campaign begins with before anything is spent.</summary>
public static class CampaignStart
{
    /// <summary>The first structure.</summary>
    /// <exception cref="AtomsException">A file holds no structure, or one with an element that the oracle does not know.</exception>
    public static Structure Read(CampaignSettings settings, IPotential oracle)
    {
        Structure? first = null;
        foreach (var file in settings.Start)
        {
            foreach (var frame in StructureFiles.Read(file))
            {
                first ??= frame.Structure;
                foreach (var element in frame.Structure.Elements)
                {
                    if (!oracle.Covers(element))
                        throw new PotentialException($"{frame.Source?.ToString() ?? file} holds {element}, of which the oracle {oracle.Name} knows nothing. Take another oracle, or another structure to begin from.");
                }
            }
        }
        return first ?? throw new AtomsException($"There is no structure in {string.Join(", ", settings.Start)} to begin from.");
    }
}
