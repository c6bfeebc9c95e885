namespace Athanor.Learning;

/// <summary>One doubt that data can raise. A check says nothing where it cannot know.</summary>
internal interface IDataCheck
{
    IEnumerable<Finding> Run(InspectedData data);
}
